mod audit;
mod example;
mod opinions;
mod tree;
mod verify;
