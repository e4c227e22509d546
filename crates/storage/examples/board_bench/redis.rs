//! As much of a Redis client as sorted sets need: one connection, commands and answers in the protocol's second version.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;

use uuid::Uuid;

use crate::Outcome;

/// Neighbours on each side of the own place, and how many from the first on: as the board has them.
const NEIGHBOURS: i64 = 2;
const TOP: i64 = 20;
/// Pairs of one ZADD.
const MANY: usize = 500;

pub struct Redis {
    answers: BufReader<TcpStream>,
    commands: TcpStream,
}

#[derive(Debug)]
enum Answer {
    Number(i64),
    Text(String),
    List(Vec<Answer>),
    Nothing,
}

impl Redis {
    pub fn connect(port: u16) -> Outcome<Self> {
        let commands = TcpStream::connect(("127.0.0.1", port))?;
        commands.set_nodelay(true)?;
        Ok(Self {
            answers: BufReader::new(commands.try_clone()?),
            commands,
        })
    }

    pub fn forget(&mut self) -> Outcome<()> {
        self.ask(&["FLUSHALL"]).map(drop)
    }

    /// Puts members of a company into its sorted set.
    pub fn add(&mut self, company: Uuid, members: &[(Uuid, i64)]) -> Outcome<()> {
        let key = company.to_string();
        for some in members.chunks(MANY) {
            let pairs: Vec<String> = some
                .iter()
                .flat_map(|(member, points)| [points.to_string(), member.to_string()])
                .collect();
            let mut command = vec!["ZADD", key.as_str()];
            command.extend(pairs.iter().map(String::as_str));
            self.ask(&command)?;
        }
        Ok(())
    }

    pub fn earn(&mut self, company: Uuid, member: Uuid, points: i64) -> Outcome<()> {
        let (key, member) = (company.to_string(), member.to_string());
        self.ask(&["ZINCRBY", &key, &points.to_string(), &member])
            .map(drop)
    }

    /// The own rank, the neighbours and the first twenty, each asked for when the answer before is there; the scores of the
    /// first twenty.
    pub fn read(&mut self, company: Uuid, member: Uuid) -> Outcome<Vec<i64>> {
        let key = company.to_string();
        let Answer::Number(rank) = self.ask(&["ZREVRANK", &key, &member.to_string()])? else {
            return Err("Redis does not know the member".into());
        };
        self.range(&key, (rank - NEIGHBOURS).max(0), rank + NEIGHBOURS)?;
        self.range(&key, 0, TOP - 1)
    }

    fn range(&mut self, key: &str, from: i64, to: i64) -> Outcome<Vec<i64>> {
        let (from, to) = (from.to_string(), to.to_string());
        let Answer::List(found) = self.ask(&["ZREVRANGE", key, &from, &to, "WITHSCORES"])? else {
            return Err("Redis gave no list".into());
        };
        let scores = found.iter().skip(1).step_by(2);
        scores
            .map(|score| match score {
                Answer::Text(score) => Ok(score.parse()?),
                other => Err(format!("{other:?} is no score").into()),
            })
            .collect()
    }

    fn ask(&mut self, command: &[&str]) -> Outcome<Answer> {
        let mut text = format!("*{}\r\n", command.len());
        for part in command {
            write!(text, "${}\r\n{part}\r\n", part.len())?;
        }
        self.commands.write_all(text.as_bytes())?;
        self.answer()
    }

    fn answer(&mut self) -> Outcome<Answer> {
        let mut line = String::new();
        self.answers.read_line(&mut line)?;
        let line = line.trim_end();
        let (kind, rest) = line.split_at_checked(1).ok_or("Redis hung up")?;
        Ok(match kind {
            "+" => Answer::Text(rest.to_owned()),
            ":" => Answer::Number(rest.parse()?),
            "$" => match usize::try_from(rest.parse::<i64>()?) {
                Ok(length) => Answer::Text(self.text(length)?),
                Err(_) => Answer::Nothing,
            },
            "*" => {
                let count: usize = rest.parse()?;
                Answer::List((0..count).map(|_| self.answer()).collect::<Outcome<_>>()?)
            }
            _ => return Err(format!("Redis answered {line}").into()),
        })
    }

    /// A text of this many bytes and the end of the line after it.
    fn text(&mut self, length: usize) -> Outcome<String> {
        let mut bytes = vec![0; length + 2];
        self.answers.read_exact(&mut bytes)?;
        bytes.truncate(length);
        Ok(String::from_utf8(bytes)?)
    }
}
