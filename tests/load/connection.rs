//! One keep-alive HTTP/1.1 connection that costs its client as little as possible.

use std::io;

use tokio::net::TcpStream;

/// What a server answered.
pub struct Answer {
    pub status: u16,
    head: String,
    body: Vec<u8>,
}

pub struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Connection {
    pub async fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a whole request and reads its whole answer.
    pub async fn send(&mut self, request: &[u8]) -> io::Result<Answer> {
        let mut sent = 0;
        while sent < request.len() {
            self.stream.writable().await?;
            sent += or_not_yet(self.stream.try_write(&request[sent..]))?;
        }
        self.received.clear();
        let head_end = self
            .receive_until(|received| position(received, b"\r\n\r\n").map(|at| at + 4))
            .await?;
        let head = String::from_utf8_lossy(&self.received[..head_end]).into_owned();
        let end = match header(&head, "content-length").and_then(|length| length.parse::<usize>().ok()) {
            Some(length) => {
                self.receive_until(|received| (received.len() >= head_end + length).then_some(head_end + length))
                    .await?
            }
            None if header(&head, "transfer-encoding").is_some() => {
                self.receive_until(|received| received.ends_with(b"0\r\n\r\n").then_some(received.len()))
                    .await?
            }
            None => head_end,
        };
        let status = head
            .get(9..12)
            .and_then(|digits| digits.parse().ok())
            .ok_or(io::ErrorKind::InvalidData)?;
        Ok(Answer { status, head, body: self.received[head_end..end].to_vec() })
    }

    async fn receive_until(&mut self, complete: impl Fn(&[u8]) -> Option<usize>) -> io::Result<usize> {
        loop {
            if let Some(end) = complete(&self.received) {
                return Ok(end);
            }
            self.stream.readable().await?;
            match self.stream.try_read_buf(&mut self.received) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => or_not_yet(read)?,
            };
        }
    }
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// `Cookie` header that a browser would send back.
    pub fn cookies(&self) -> String {
        let set = self
            .head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        set.filter_map(|(_, value)| value.trim().split(';').next())
            .collect::<Vec<_>>()
            .join("; ")
    }
}

fn or_not_yet(outcome: io::Result<usize>) -> io::Result<usize> {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(0),
        other => other,
    }
}

fn header<'head>(head: &'head str, name: &str) -> Option<&'head str> {
    let fields = head.lines().filter_map(|line| line.split_once(':'));
    fields
        .into_iter()
        .find(|(field, _)| field.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}
