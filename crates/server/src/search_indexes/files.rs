//! The files of one index as they are sent: compressed when they are first asked for, and never again.

use std::collections::HashMap;
use std::io::{self, Write};
use std::sync::{Arc, OnceLock};

use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use knowledge::search::Index;

use super::Texts;
use crate::encoding::Accepted;
use crate::problem::AppError;

/// One file in the forms in which it was asked for.
#[derive(Debug)]
pub struct File {
    plain: Bytes,
    brotli: OnceLock<Bytes>,
    gzip: OnceLock<Bytes>,
}

impl File {
    pub fn new(content: Vec<u8>) -> Self {
        Self {
            plain: content.into(),
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        }
    }

    /// The content in a form that is accepted, with the name of that form. It is compressed away from the threads that
    /// serve requests, at the highest level: some ten milliseconds, once.
    pub async fn encoded(
        self: Arc<Self>,
        accepted: Accepted,
    ) -> Result<(Bytes, Option<&'static str>), AppError> {
        if accepted.brotli {
            let bytes = compressed(self, |file| &file.brotli, brotli).await?;
            Ok((bytes, Some("br")))
        } else if accepted.gzip {
            let bytes = compressed(self, |file| &file.gzip, gzip).await?;
            Ok((bytes, Some("gzip")))
        } else {
            Ok((self.plain.clone(), None))
        }
    }
}

async fn compressed(
    file: Arc<File>,
    form: fn(&File) -> &OnceLock<Bytes>,
    compress: fn(&[u8]) -> io::Result<Vec<u8>>,
) -> Result<Bytes, AppError> {
    if let Some(known) = form(&file).get() {
        return Ok(known.clone());
    }
    let work = move || -> io::Result<Bytes> {
        if let Some(known) = form(&file).get() {
            return Ok(known.clone());
        }
        let bytes = Bytes::from(compress(&file.plain)?);
        Ok(form(&file).get_or_init(|| bytes).clone())
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(AppError::internal)?
        .map_err(AppError::internal)
}

fn brotli(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams {
        size_hint: content.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    encoder.finish()
}

/// All files of one index, by name.
#[derive(Debug)]
pub struct IndexFiles {
    pub root: String,
    files: HashMap<String, Arc<File>>,
    /// In bytes, uncompressed, without the texts of articles.
    size: usize,
}

impl IndexFiles {
    /// Texts of articles are those that other indexes hold already.
    pub fn new(index: Index, texts: &Texts) -> Self {
        let size = index.files.iter().map(|(_, content)| content.len()).sum();
        let own = index.files.into_iter().map(|(name, content)| {
            let file = Arc::new(File::new(content));
            (name, file)
        });
        Self {
            root: index.root,
            files: own.chain(texts.share(index.texts)).collect(),
            size,
        }
    }

    pub fn size(&self) -> usize {
        self.size
    }

    pub fn get(&self, name: &str) -> Option<Arc<File>> {
        self.files.get(name).cloned()
    }
}
