//! Starting other programs: once and to the end, or in the background until stopped.
//!
//! Whatever is started in the background ends with this process, also when it is interrupted.

use anyhow::{Context as _, Result, bail, ensure};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::{
    net::TcpListener,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The background processes that still run: id, and the signal that asks them to end.
static BACKGROUND: Mutex<Vec<(u32, &'static str)>> = Mutex::new(Vec::new());

/// How long a background process may take to finish what it is doing.
const GRACE: Duration = Duration::from_secs(15);

/// Runs a command to its end with our own output; an exit code other than 0 is an error that names the command.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| cannot_start(command))?;
    ensure!(status.success(), "`{}` ended with {status}", line(command));
    Ok(())
}

/// Runs a command to its end and gives its standard output; its own messages are shown only when it fails.
pub fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| cannot_start(command))?;
    if !output.status.success() {
        bail!(
            "`{}` ended with {}\n{}",
            line(command),
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A port of this machine that nobody listens on.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Says so at once when a port is taken, rather than after minutes of building.
pub fn ensure_port_is_free(port: u16) -> Result<()> {
    TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .with_context(|| {
            format!("port {port} is taken: end what uses it, or choose another with --port")
        })
}

/// The command as one would type it, for messages.
pub fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|part| part.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("`{}` could not be started", line(command))
}

/// A process beside this one. Dropping it ends it.
pub struct Background {
    child: Child,
    end_signal: &'static str,
}

impl Background {
    pub fn start(command: &mut Command) -> Result<Self> {
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| cannot_start(command))?;
        background().push((child.id(), "TERM"));
        Ok(Self {
            child,
            end_signal: "TERM",
        })
    }

    /// Chooses another signal than `TERM` to ask it to end.
    pub fn ended_by(mut self, signal: &'static str) -> Self {
        let id = self.child.id();
        for entry in background().iter_mut().filter(|(child, _)| *child == id) {
            entry.1 = signal;
        }
        self.end_signal = signal;
        self
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `None` while it runs.
    pub fn exit_status(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    pub fn wait(mut self) -> Result<ExitStatus> {
        Ok(self.child.wait()?)
    }

    /// Ends it as a power cut would: no handler runs, nothing is flushed.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    fn stop(&mut self) -> Result<()> {
        if self.child.try_wait()?.is_some() {
            return Ok(());
        }
        send_signal(self.end_signal, self.child.id());
        let deadline = Instant::now() + GRACE;
        while Instant::now() < deadline {
            if self.child.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        let id = self.child.id();
        if let Err(error) = self.stop() {
            eprintln!("process {id} could not be ended: {error:#}");
        }
        background().retain(|(other, _)| *other != id);
    }
}

/// Ctrl-C and `kill` end the background processes first and this one after them.
pub fn stop_children_on_signals() -> Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let children = background().clone();
            for (child, end_signal) in &children {
                send_signal(end_signal, *child);
            }
            let deadline = Instant::now() + GRACE;
            while children.iter().any(|(child, _)| is_running(*child)) && Instant::now() < deadline
            {
                std::thread::sleep(Duration::from_millis(20));
            }
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}

fn background() -> std::sync::MutexGuard<'static, Vec<(u32, &'static str)>> {
    BACKGROUND.lock().unwrap_or_else(PoisonError::into_inner)
}

fn send_signal(signal: &str, process: u32) {
    // A process that ended in between is what was wanted.
    let _ = Command::new("kill")
        .args(["-s", signal, &process.to_string()])
        .stderr(Stdio::null())
        .status();
}

/// A child that has ended but was not waited for yet is a zombie and does not run.
fn is_running(process: u32) -> bool {
    std::fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| {
        !stat
            .rsplit(')')
            .next()
            .is_some_and(|rest| rest.trim_start().starts_with('Z'))
    })
}
