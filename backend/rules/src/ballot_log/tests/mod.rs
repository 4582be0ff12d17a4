mod audit;
mod example;
mod tree;
mod verify;
