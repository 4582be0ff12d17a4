//! A mail server that does as a test tells it, on a port of its own. It speaks in clear: TLS ends every test of what it hears.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// What a client has just said.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// A command, or `.` at the end of a message.
    pub line: &'a str,
    /// How many messages had come in whole by the same connection.
    pub by_this_connection: usize,
    /// How many messages have come in whole, this one included.
    pub messages: usize,
}

/// What the server does then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Takes it, as a server does that has nothing against it.
    Yes,
    /// Says this.
    Words(&'static str),
    /// Says this and closes the connection.
    LastWords(&'static str),
    /// Closes the connection without a word.
    Cut,
    /// Says nothing, ever.
    Silence,
}

type Script = dyn Fn(Said<'_>) -> Answer + Send + Sync;

/// A running server; clones are the same one.
#[derive(Clone)]
pub struct MailServer {
    /// Host and port.
    pub address: String,
    heard: Arc<Mutex<Heard>>,
    script: Arc<Script>,
    count: watch::Sender<usize>,
}

/// All that clients said.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// Commands, in the order in which they came.
    pub lines: Vec<String>,
    /// Whole messages, also those that were not taken.
    pub messages: Vec<String>,
    /// Connections that were opened.
    pub connections: usize,
}

impl MailServer {
    /// Serves until the test ends.
    pub async fn start(script: impl Fn(Said<'_>) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        let (count, _) = watch::channel(0);
        let server = Self { address, heard: Arc::default(), script: Arc::new(script), count };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                serving.heard.lock().expect("what was heard").connections += 1;
                let serving = serving.clone();
                // A client that leaves ends its own conversation alone.
                tokio::spawn(async move { drop(serving.converse(socket).await) });
            }
        });
        server
    }

    pub fn heard(&self) -> Heard {
        self.heard.lock().expect("what was heard").clone()
    }

    /// Waits until so many messages have come in whole.
    pub async fn has_messages(&self, many: usize) {
        let mut count = self.count.subscribe();
        count.wait_for(|count| *count >= many).await.expect("a server");
    }

    fn hear(&self, line: &str, message: Option<String>) -> usize {
        let mut heard = self.heard.lock().expect("what was heard");
        heard.lines.push(line.to_owned());
        heard.messages.extend(message);
        self.count.send_replace(heard.messages.len());
        heard.messages.len()
    }

    async fn converse(&self, socket: TcpStream) -> std::io::Result<()> {
        let mut socket = BufReader::new(socket);
        socket.write_all(b"220 mail.example ready\r\n").await?;
        let mut brought = 0;
        while let Some(line) = read(&mut socket).await? {
            let said = self.answer(&mut socket, brought, &line, None).await?;
            if said == Answer::Yes && line == "DATA" {
                let mut message = String::new();
                loop {
                    match read(&mut socket).await? {
                        None => return Ok(()),
                        Some(line) if line == "." => break,
                        Some(line) => message.push_str(&format!("{line}\r\n")),
                    }
                }
                self.answer(&mut socket, brought, ".", Some(message)).await?;
                brought += 1;
            }
        }
        Ok(())
    }

    async fn answer(
        &self,
        socket: &mut BufReader<TcpStream>,
        by_this_connection: usize,
        line: &str,
        message: Option<String>,
    ) -> std::io::Result<Answer> {
        let messages = self.hear(line, message);
        let answer = (self.script)(Said { line, by_this_connection, messages });
        match answer {
            Answer::Yes => socket.write_all(usual(line).as_bytes()).await?,
            Answer::Words(words) => socket.write_all(format!("{words}\r\n").as_bytes()).await?,
            Answer::LastWords(words) => {
                socket.write_all(format!("{words}\r\n").as_bytes()).await?;
                socket.shutdown().await?;
            }
            Answer::Cut => socket.shutdown().await?,
            Answer::Silence => std::future::pending().await,
        }
        Ok(answer)
    }
}

async fn read(socket: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut line = String::new();
    let read = socket.read_line(&mut line).await?;
    Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}

/// What a server says that takes what it is told.
fn usual(line: &str) -> &'static str {
    match line.split(' ').next().unwrap_or_default() {
        "EHLO" => "250 mail.example\r\n",
        "DATA" => "354 go on\r\n",
        "QUIT" => "221 goodbye\r\n",
        _ => "250 2.0.0 taken\r\n",
    }
}
