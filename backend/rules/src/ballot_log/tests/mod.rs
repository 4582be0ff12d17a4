mod audit;
mod drawn;
mod example;
mod forged;
mod tree;
mod verify;
