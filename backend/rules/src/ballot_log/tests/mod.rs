mod audit;
mod drawn;
mod example;
mod tree;
mod verify;
