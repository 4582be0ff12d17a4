mod audit;
mod example;
mod forged;
mod tree;
mod verify;
