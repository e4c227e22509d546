//! What a reader may not open leaves no trace.

use super::*;

#[test]
fn leaves_no_trace_of_what_the_reader_may_not_open() {
    let gates = [
        ("tier", "audience:\n  minimum_tier: gold\n"),
        ("persona", "audience:\n  personas: [executive]\n"),
        ("account", "audience:\n  accounts: [other]\n"),
        ("draft", "draft: true\n"),
        ("later", "publish_at: 2026-11-22T12:00:01Z\n"),
    ];
    let mut files = vec![file(
        "en/start/open.md",
        "order: 5\ntags: [x]\nrelated: [start/gated-tier]\n",
        "open",
    )];
    for (name, gate) in gates {
        files.push(file(
            &format!("en/start/gated-{name}.md"),
            &format!("order: 4\ntags: [x]\n{gate}"),
            "secret",
        ));
        files.push(file(
            &format!("ja/start/gated-{name}.md"),
            &format!("order: 6\ntags: [x]\n{gate}"),
            "secret",
        ));
    }
    // A translation that is not ready yet must not show as a language of an open article.
    files.push(file("ja/start/open.md", "draft: true\n", "secret"));
    let library = library(files);

    for locale in Locale::ALL {
        let mut answers = vec![
            serde_json::to_string(&library.index(locale, &member(), now())).expect("it serialises"),
            serde_json::to_string(&library.newest(100, locale, &member(), now()))
                .expect("it serialises"),
            serde_json::to_string(&found(&library, "start/open", locale, &member()))
                .expect("it serialises"),
        ];
        for (name, _) in gates {
            let lookup =
                library.article("start", &format!("gated-{name}"), locale, &member(), now());
            assert_eq!(lookup, Lookup::Absent, "{name}");
        }
        for answer in answers.drain(..) {
            assert!(
                !answer.contains("gated") && !answer.contains("secret"),
                "{answer}"
            );
            assert!(!answer.contains("\"ja\""), "{answer}");
        }
    }
    let gold = Reader {
        tier: Tier::Gold,
        ..member()
    };
    assert_eq!(
        found(&library, "start/gated-tier", Locale::Ja, &gold)
            .summary
            .locale,
        Locale::Ja
    );
    let staff_reads: Vec<_> = library
        .newest(100, Locale::En, &staff(), now())
        .into_iter()
        .map(|article| article.slug)
        .collect();
    assert_eq!(
        staff_reads,
        ["gated-account", "gated-persona", "gated-tier", "open"]
    );
    let second_later = "2026-11-22T12:00:01Z".parse().expect("it is a time");
    assert!(matches!(
        library.article("start", "gated-later", Locale::En, &member(), second_later),
        Lookup::Found(_)
    ));
}

/// All that a reader is told, in every language.
fn everything(library: &Library, reader: &Reader) -> String {
    let mut told = String::new();
    let mut tell = |value: serde_json::Value| {
        told.push_str(&value.to_string());
        told.push('\n');
    };
    for locale in Locale::ALL {
        tell(serde_json::json!(library.index(locale, reader, now())));
        tell(serde_json::json!(library.newest(
            100,
            locale,
            reader,
            now()
        )));
        let selection = library.selection(locale, reader, now());
        let index = selection.index();
        tell(serde_json::json!([selection.len(), index.root]));
        tell(serde_json::json!([index.files, index.texts]));
        for page in crate::contexts() {
            tell(serde_json::json!(library.for_context(
                page,
                locale,
                reader,
                now()
            )));
        }
        for name in ["a", "b", "c", "d", "e", "f", "g", "h", "i"] {
            let view = match library.article("start", name, locale, reader, now()) {
                Lookup::Found(view) => serde_json::json!(view),
                Lookup::Moved { category, slug } => serde_json::json!([category, slug]),
                Lookup::Absent => serde_json::Value::Null,
            };
            tell(view);
        }
    }
    for name in ["open.png", "gated.png"] {
        tell(serde_json::json!(
            library
                .medium(name, reader, now())
                .map(MediaKind::content_type)
        ));
    }
    told
}

/// With what the reader may not open and without it, every answer is the same to the byte.
#[test]
fn gated_articles_change_no_byte() {
    let open = |path: &str, extra: &str| {
        let body = format!("Text.\n\n## Points of {path}\n\n![A](/media/open.png)");
        file(
            path,
            &format!("tags: [points]\ncontexts: [home, company]\n{extra}"),
            &body,
        )
    };
    let mut files = vec![
        open("en/start/a.md", "order: 1\n"),
        open("ja/start/a.md", "order: 1\n"),
        open("en/start/b.md", "order: 3\n"),
        open("zh-Hant/start/c.md", ""),
        open("en/people/d.md", ""),
    ];
    let gates = [
        ("e", "audience:\n  minimum_tier: gold\n"),
        ("f", "audience:\n  personas: [executive]\n"),
        ("g", "audience:\n  accounts: [other]\n"),
        ("h", "draft: true\n"),
        ("i", "publish_at: 2026-11-22T12:00:01Z\n"),
    ];
    let image = |name: &str| (format!("media/{name}.png"), png());
    let with_bytes = |files: &[(String, String)]| -> Vec<(String, Vec<u8>)> {
        let texts = files
            .iter()
            .map(|(path, text)| (path.clone(), text.clone().into_bytes()));
        texts.chain([image("open")]).collect()
    };
    let without = Library::build(with_bytes(&files), Some(CATEGORIES)).expect("it is sound");
    for (name, gate) in gates {
        for locale in Locale::ALL {
            let extra = format!(
                "order: 2\ntags: [points, rare]\ncontexts: [home]\naliases: [old/{name}]\nrelated: [start/a]\n{gate}"
            );
            files.push(file(
                &format!("{locale}/start/{name}.md"),
                &extra,
                "## Points of a rare kind\n\n![A](/media/gated.png)",
            ));
        }
    }
    // Translations that are not ready, of articles that are open.
    files.push(file("ja/start/b.md", "draft: true\n", "a"));
    files.push(file("en/start/c.md", "publish_at: 2027-01-01\n", "a"));
    let mut all = with_bytes(&files);
    all.push(image("gated"));
    let with = Library::build(all, Some(CATEGORIES)).expect("it is sound");

    let told = everything(&without, &member());
    assert_eq!(everything(&with, &member()), told);
    assert!(
        told.contains("image/png") && told.contains("\"related\":[{"),
        "{told}"
    );
    let gold = Reader {
        tier: Tier::Gold,
        ..member()
    };
    assert_ne!(everything(&with, &gold), told);
    assert_eq!(with.medium("gated.png", &gold, now()), Some(MediaKind::Png));
    assert_eq!(with.medium("gated.png", &member(), now()), None);
    assert_eq!(with.medium("none.png", &staff(), now()), None);
}
