use knowledge::{Library, Reader};

use super::*;
use crate::encoding::Accepted;

fn now() -> Timestamp {
    "2026-11-22T12:00:00Z".parse().unwrap()
}

fn library() -> Library {
    let article = |more: &str| {
        format!("---\ntitle: Points\nsummary: s\nupdated: 2026-11-10\n{more}---\nText.\n")
    };
    let files = [
        ("en/a/open.md", article("")),
        ("en/a/later.md", article("publish_at: 2026-12-01\n")),
    ];
    Library::build(files, None).unwrap()
}

fn selection(library: &Library, now: Timestamp) -> Selection {
    let reader = Reader {
        persona: None,
        tier: contract::Tier::Bronze,
        account: None,
        is_staff: false,
    };
    library.selection(Locale::En, &reader, now)
}

#[tokio::test]
async fn an_index_is_built_once_also_when_many_ask_at_once() {
    let indexes = SearchIndexes::default();
    let library = library();
    let selections: Vec<_> = (0..8).map(|_| selection(&library, now())).collect();
    let asked = selections
        .iter()
        .map(|selection| indexes.get(selection, now()));
    let built = futures_util::future::try_join_all(asked).await.unwrap();
    assert!(built.iter().all(|files| Arc::ptr_eq(files, &built[0])));
    assert_eq!(locked(&indexes.kept).len(), 1);
}

#[tokio::test]
async fn the_work_goes_on_when_who_asked_has_left() {
    let indexes = SearchIndexes::default();
    let begun = indexes.find_or_begin(&selection(&library(), now()), now());
    drop(begun);
    let is_done = async {
        while locked(&indexes.texts.0).is_empty() {
            tokio::task::yield_now().await;
        }
    };
    let limit = std::time::Duration::from_mins(1);
    tokio::time::timeout(limit, is_done).await.unwrap();
}

#[tokio::test]
async fn a_new_set_and_a_new_article_end_an_index() {
    let indexes = SearchIndexes::default();
    let library = library();
    let before = selection(&library, now());
    let old = indexes.get(&before, now()).await.unwrap();
    let opened = "2026-12-01T00:00:00Z".parse().unwrap();
    let after = selection(&library, opened);
    let new = indexes.get(&after, opened).await.unwrap();
    assert_ne!(old.root, new.root);
    assert_eq!(locked(&indexes.kept).len(), 1, "the old one is gone");
    drop((old, new));
    indexes.clear();
    assert!(locked(&indexes.kept).is_empty() && locked(&indexes.texts.0).is_empty());
}

#[tokio::test]
async fn audiences_share_the_texts_of_articles() {
    let indexes = SearchIndexes::default();
    let library = library();
    let one = indexes
        .get(&selection(&library, now()), now())
        .await
        .unwrap();
    let later = "2026-12-01T00:00:00Z".parse().unwrap();
    // The clock of the cache has not moved: both are kept.
    let both = selection(&library, later);
    let other = indexes.get(&both, now()).await.unwrap();
    let is_text = |name: &&String| name.starts_with("text-a-open");
    let name = locked(&indexes.texts.0)
        .keys()
        .find(is_text)
        .unwrap()
        .clone();
    let (one, other) = (one.get(&name).unwrap(), other.get(&name).unwrap());
    assert!(Arc::ptr_eq(&one, &other));
}

#[tokio::test]
async fn a_file_is_compressed_once_in_each_form() {
    let file = Arc::new(File::new(b"points and tiers ".repeat(50)));
    let ask = |brotli, gzip| file.clone().encoded(Accepted { brotli, gzip });
    let (plain, form) = ask(false, false).await.unwrap();
    assert_eq!((plain.len(), form), (850, None));
    for (brotli, gzip, expected) in [(true, true, "br"), (false, true, "gzip")] {
        let (first, form) = ask(brotli, gzip).await.unwrap();
        assert_eq!(form, Some(expected));
        assert!(first.len() < 100);
        let (second, _) = ask(brotli, gzip).await.unwrap();
        assert_eq!(first.as_ptr(), second.as_ptr(), "{expected}");
    }
}

#[tokio::test]
async fn those_used_longest_ago_go_first_but_one_readers_stay() {
    let index = |size: usize| {
        let index = knowledge::search::Index {
            root: "root".to_owned(),
            files: vec![("root".to_owned(), vec![0; size])],
            texts: Vec::new(),
        };
        let files = Ok(Arc::new(IndexFiles::new(index, &Texts::default())));
        let build = futures_util::future::ready(files).boxed().shared();
        assert!(build.clone().now_or_never().is_some());
        Kept {
            selection: selection(&library(), now()),
            build,
        }
    };
    let sizes = |kept: &[Kept]| -> Vec<usize> {
        let size = |kept: &Kept| match kept.build.peek() {
            Some(Ok(files)) => files.size(),
            _ => 0,
        };
        kept.iter().map(size).collect()
    };
    let third = MOST_BYTES / 3;
    let mut kept: Vec<_> = [1, third, third, third, 5].map(index).into();
    assert!(trim(&mut kept));
    assert_eq!(sizes(&kept), [third, third, third, 5][1..]);
    let mut kept: Vec<_> = [MOST_BYTES, MOST_BYTES, 9].map(index).into();
    assert!(!trim(&mut kept));
}
