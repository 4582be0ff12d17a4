mod audit;
mod drawn;
mod example;
mod forged;
mod opinions;
mod trace;
mod tree;
mod verify;
