//! A folder for one measurement, which goes away with it.

use anyhow::Result;
use std::{
    fs,
    path::{Path, PathBuf},
};

pub struct Scratch(PathBuf);

impl Scratch {
    pub fn make(name: &str) -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("kizuna-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} could not be removed: {error}", self.0.display());
        }
    }
}
