//! Images and videos that articles show: which there are, of what kind, and how large they are on the page.
//!
//! Names tell the kind, bytes must agree. It must not know of articles.

mod svg;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::file::File;

/// The folder below the folder of articles; also the path in front of a medium's name in its address.
pub(crate) const FOLDER: &str = "media/";
/// The size of an image stands in its beginning, behind at most a colour profile and a camera's notes.
pub(crate) const HEAD_BYTES: usize = 256 * 1024;
const MAX_IMAGE_BYTES: u64 = 5 * 1024 * 1024;
const MAX_VIDEO_BYTES: u64 = 200 * 1024 * 1024;
/// What stands between the name of a video and the ending of the image that holds its place.
const POSTER: &str = ".poster";

/// The format of a medium, as its name ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    Png,
    Jpeg,
    Gif,
    Webp,
    Svg,
    Mp4,
    Webm,
}

impl MediaKind {
    fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "png" => Self::Png,
            "jpg" | "jpeg" => Self::Jpeg,
            "gif" => Self::Gif,
            "webp" => Self::Webp,
            "svg" => Self::Svg,
            "mp4" => Self::Mp4,
            "webm" => Self::Webm,
            _ => return None,
        })
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Svg => "image/svg+xml",
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
        }
    }

    pub const fn is_video(self) -> bool {
        matches!(self, Self::Mp4 | Self::Webm)
    }

    /// Whether the bytes begin as this kind does.
    fn matches(self, head: &[u8]) -> bool {
        let image = imagesize::image_type(head).ok();
        match self {
            Self::Png => image == Some(imagesize::ImageType::Png),
            Self::Jpeg => image == Some(imagesize::ImageType::Jpeg),
            Self::Gif => image == Some(imagesize::ImageType::Gif),
            Self::Webp => image == Some(imagesize::ImageType::Webp),
            Self::Svg => svg::is_svg(head),
            Self::Mp4 => head.get(4..8) == Some(b"ftyp"),
            Self::Webm => head.starts_with(b"\x1a\x45\xdf\xa3"),
        }
    }

    fn size(self, head: &[u8]) -> Option<Size> {
        match self {
            Self::Mp4 | Self::Webm => None,
            Self::Svg => svg::size(head),
            _ => {
                let size = imagesize::blob_size(head).ok()?;
                Some(Size {
                    width: u32::try_from(size.width).ok()?,
                    height: u32::try_from(size.height).ok()?,
                })
            }
        }
        .filter(|size| size.width > 0 && size.height > 0)
    }
}

/// In CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub width: u32,
    pub height: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Medium {
    pub kind: MediaKind,
    /// Absent for a video, whose poster has one, and for a drawing that does not say.
    pub size: Option<Size>,
}

/// Every medium by its name: its path below the folder of media.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MediaSet(BTreeMap<String, Medium>);

impl MediaSet {
    pub fn get(&self, name: &str) -> Option<Medium> {
        self.0.get(name).copied()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The image that holds the place of a video: for `tour.mp4` one such as `tour.poster.png`.
    pub fn poster(&self, video: &str) -> Option<(&str, Medium)> {
        let (stem, _) = video.rsplit_once('.')?;
        let start = format!("{stem}{POSTER}.");
        self.0
            .range(start.clone()..)
            .take_while(|(name, _)| name.starts_with(&start))
            .find(|(_, medium)| !medium.kind.is_video())
            .map(|(name, medium)| (name.as_str(), *medium))
    }

    /// Takes a file of the folder of media, or says what is wrong with it.
    pub fn read(&mut self, file: &File) -> Result<(), Diagnostic> {
        let name = file.path.strip_prefix(FOLDER).unwrap_or(&file.path);
        let error = |code, message: String| {
            Err(Diagnostic::of_file(
                &file.path,
                Severity::Error,
                code,
                message,
            ))
        };
        if !is_name(name) {
            return error(
                "file-name",
                format!(
                    "`{name}` may hold only a-z, A-Z, 0-9, `.`, `-` and `_`, since it becomes part of an address"
                ),
            );
        }
        let Some(kind) = MediaKind::of(name) else {
            return error(
                "not-media",
                "images end in .png, .jpg, .gif, .webp or .svg, videos in .mp4 or .webm".to_owned(),
            );
        };
        let longest = if kind.is_video() {
            MAX_VIDEO_BYTES
        } else {
            MAX_IMAGE_BYTES
        };
        if file.length > longest {
            let message = format!("the file has {} bytes; at most {longest}", file.length);
            return error("too-large", message);
        }
        if !kind.matches(&file.bytes) {
            let content_type = kind.content_type();
            return error(
                "not-media",
                format!("by its name the file is {content_type}, by its bytes it is not"),
            );
        }
        let size = kind.size(&file.bytes);
        if size.is_none() && !kind.is_video() {
            return error(
                "media-size",
                "the image does not say how large it is; a drawing needs `viewBox`, or `width` and `height`".to_owned(),
            );
        }
        self.0.insert(name.to_owned(), Medium { kind, size });
        Ok(())
    }
}

fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
    };
    name.split('/').all(is_part)
}

#[cfg(test)]
mod tests;
