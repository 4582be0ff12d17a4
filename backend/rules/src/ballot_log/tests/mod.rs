mod audit;
mod drawn;
mod example;
mod forged;
mod opinions;
mod tree;
mod verify;
