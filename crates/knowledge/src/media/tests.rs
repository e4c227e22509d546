use super::*;

/// The beginning of a PNG of this size; nothing behind it is looked at.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes
}

fn read(path: &str, bytes: &[u8]) -> Result<Medium, &'static str> {
    let mut set = MediaSet::default();
    set.read(&(path, bytes).into())
        .map_err(|problem| problem.code)?;
    Ok(set
        .get(path.trim_start_matches(FOLDER))
        .expect("it was taken"))
}

#[test]
fn reads_kind_and_size_from_the_beginning() {
    let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\0\x20\0\x10";
    let gif = b"GIF89a\x05\0\x07\0\0\0\0";
    let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x1f\0\0";
    for (name, bytes, kind, size) in [
        ("a.png", &png(3, 4)[..], MediaKind::Png, Some((3, 4))),
        ("a/b.JPG", jpeg, MediaKind::Jpeg, Some((16, 32))),
        ("a.gif", gif, MediaKind::Gif, Some((5, 7))),
        ("a.webp", webp, MediaKind::Webp, Some((16, 32))),
        (
            "a.svg",
            b"<svg viewBox=\"0 0 8 9\"/>",
            MediaKind::Svg,
            Some((8, 9)),
        ),
        ("a.mp4", b"\0\0\0\x20ftypisom", MediaKind::Mp4, None),
        ("a.webm", b"\x1a\x45\xdf\xa3", MediaKind::Webm, None),
    ] {
        let medium = read(&format!("media/{name}"), bytes).expect(name);
        assert_eq!(medium.kind, kind, "{name}");
        let found = medium.size.map(|size| (size.width, size.height));
        assert_eq!(found, size, "{name}");
    }
}

#[test]
fn refuses_what_it_could_not_show() {
    for (path, bytes, code) in [
        ("media/a b.png", png(1, 1), "file-name"),
        ("media/招待.png", png(1, 1), "file-name"),
        ("media/a.pdf", b"%PDF".to_vec(), "not-media"),
        ("media/a.png", b"<html>".to_vec(), "not-media"),
        ("media/a.jpg", png(1, 1), "not-media"),
        ("media/a.svg", b"<html>".to_vec(), "not-media"),
        ("media/a.mp4", Vec::new(), "not-media"),
        ("media/a.png", png(0, 1), "media-size"),
        ("media/a.png", png(1, 1)[..12].to_vec(), "media-size"),
        ("media/a.svg", b"<svg>".to_vec(), "media-size"),
    ] {
        assert_eq!(read(path, &bytes), Err(code), "{path}");
    }
    let mut set = MediaSet::default();
    let long = File {
        path: "media/a.png".to_owned(),
        bytes: png(1, 1),
        length: MAX_IMAGE_BYTES + 1,
    };
    assert_eq!(set.read(&long).expect_err("too long").code, "too-large");
}

#[test]
fn finds_the_poster_of_a_video() {
    let mut set = MediaSet::default();
    for name in ["media/tour.poster.png", "media/tour.mp4", "media/a/b.webm"] {
        let bytes = match MediaKind::of(name) {
            Some(MediaKind::Png) => png(16, 9),
            Some(MediaKind::Mp4) => b"\0\0\0\x20ftyp".to_vec(),
            _ => b"\x1a\x45\xdf\xa3".to_vec(),
        };
        set.read(&(name, bytes).into()).expect(name);
    }
    let (name, _) = set.poster("tour.mp4").expect("it is there");
    assert_eq!(name, "tour.poster.png");
    assert_eq!(set.poster("a/b.webm"), None);
    assert_eq!(set.names().count(), 3);
}
