//! Images and videos: with their size, so that nothing moves when they come, and loaded only when they are near.
//!
//! A video is written as an image is, `![What it shows](/media/tour.mp4)`, in a paragraph of its own. Its place is held by
//! an image beside it, `media/tour.poster.png` (or another image's ending), inside a link to the video: the app puts a
//! player there on the first click, and without the app the browser plays the file. Nothing of the video loads before.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use super::links::{attribute, href, title_attribute};
use crate::markdown::link::Destination;
use crate::media::Medium;

impl Writer<'_> {
    pub(super) fn image(&mut self, url: &str, title: &str, range: &Range<usize>) {
        let (alt, end) = self.plain_text_ahead();
        self.at = end + 1;
        self.depth = self.depth.saturating_sub(1);
        if alt.is_empty() {
            let message =
                "say in the square brackets what is to be seen, for those who do not see it";
            self.warning(range, "alt-text", message);
        }
        let Some((name, medium)) = self.medium(url, range) else {
            return;
        };
        if medium.kind.is_video() {
            let message = "a video stands in a paragraph of its own";
            return self.error(range, "video-in-text", message);
        }
        let image = image(&name, &medium, &alt, title);
        self.shown.insert(name);
        self.raw(image);
    }

    /// Whether the paragraph just begun holds one video and nothing else.
    pub(super) fn is_video_alone(&self) -> bool {
        let Some((Event::Start(Tag::Image { dest_url, .. }), _)) = self.events.get(self.at) else {
            return false;
        };
        let Destination::Media(name) = Destination::of(dest_url) else {
            return false;
        };
        let is_video = self
            .media
            .get(&name)
            .is_some_and(|medium| medium.kind.is_video());
        let mut depth = 0_usize;
        let end = self.events[self.at..].iter().position(|(event, _)| {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let after = end.and_then(|end| self.events.get(self.at + end + 1));
        is_video && matches!(after, Some((Event::End(TagEnd::Paragraph), _)))
    }

    /// Writes the video instead of the paragraph just begun.
    pub(super) fn video_alone(&mut self) {
        let Some((
            Event::Start(Tag::Image {
                dest_url, title, ..
            }),
            range,
        )) = self.events.get(self.at)
        else {
            return;
        };
        self.at += 1;
        let (label, end) = self.plain_text_ahead();
        // Behind the end of the image stands that of the paragraph.
        self.at = end + 2;
        self.depth = self.depth.saturating_sub(1);
        let Some((name, _)) = self.medium(dest_url, range) else {
            return;
        };
        if label.is_empty() {
            let message = "say in the square brackets what the video shows";
            self.warning(range, "alt-text", message);
        }
        let Some((poster, medium)) = self.media.poster(&name) else {
            let stem = name
                .rsplit_once('.')
                .map_or(name.as_str(), |(stem, _)| stem);
            let message = format!(
                "the video needs an image that holds its place: `media/{stem}.poster.png`, .jpg or .webp"
            );
            return self.error(range, "missing-image", message);
        };
        let poster_image = image(poster, &medium, "", "");
        let (source, label_text) = (href(&format!("/media/{name}")), attribute(&label));
        let play = self.words.play;
        let caption = if title.is_empty() {
            String::new()
        } else {
            format!("<figcaption>{}</figcaption>", attribute(title))
        };
        let figure = format!(
            "<figure class=\"video\"><a class=\"video-play\" href=\"{source}\" rel=\"external\">{poster_image}\
             <span class=\"video-label\">{play}{label_text}</span></a>{caption}</figure>\n"
        );
        self.shown.extend([poster.to_owned(), name]);
        self.text.push_str(&label);
        self.text.push('\n');
        self.raw(figure);
    }

    /// What an address of an image names; what it must not or does not name is reported.
    fn medium(&mut self, url: &str, range: &Range<usize>) -> Option<(String, Medium)> {
        // The page's policy loads images from the portal alone.
        let Destination::Media(name) = Destination::of(url) else {
            let message = format!(
                "`{}` is not an image of the knowledge base; put the file into the folder `media` and write /media/NAME",
                url.escape_debug()
            );
            self.error(range, "unsafe-image", message);
            return None;
        };
        if let Some(medium) = self.media.get(&name) {
            return Some((name, medium));
        }
        let message = format!("there is no file `media/{}`", name.escape_debug());
        self.error(range, "missing-image", message);
        None
    }
}

fn image(name: &str, medium: &Medium, alt: &str, title: &str) -> String {
    let (src, alt) = (href(&format!("/media/{name}")), attribute(alt));
    let title = title_attribute(title);
    let size = medium.size.map_or_else(String::new, |size| {
        format!(" width=\"{}\" height=\"{}\"", size.width, size.height)
    });
    format!("<img src=\"{src}\" alt=\"{alt}\"{title}{size} loading=\"lazy\" decoding=\"async\">")
}
