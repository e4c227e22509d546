use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;

use super::*;
use crate::search::token::Gram;

const LIMITS: [u32; 2] = [100, 1000];

fn list() -> impl Strategy<Value = Vec<u32>> {
    btree_set(0_u32..1000, 1..60).prop_map(|blocks| blocks.into_iter().collect())
}

proptest! {
    #[test]
    fn words_and_their_lists_come_back(words in btree_map("[a-zé検]{1,12}", list(), 1..60)) {
        let mut written = Dictionary::default();
        for (word, list) in &words {
            written.push(word, Lists::label(list, LIMITS));
        }
        written.push_file(0, 7);
        let lists = Lists::write(words.values().map(Vec::as_slice), LIMITS);
        let dictionary = Dictionary::read(&written.write()).unwrap();
        let lists = dictionary.read_lists(0, &lists, LIMITS).unwrap();
        for (at, (word, list)) in words.iter().enumerate() {
            prop_assert_eq!(dictionary.find(word), Ok(at));
            prop_assert_eq!(lists.get(at), list.as_slice());
            prop_assert_eq!(dictionary.prefixed(word).start, at);
        }
    }

    #[test]
    fn pairs_and_their_lists_come_back(pairs in btree_map((any::<char>(), proptest::option::of(proptest::char::range('a', '検'))), list(), 1..60)) {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|((first, second), list)| (Gram { first: *first, second: *second }, list.as_slice()))
            .collect();
        let read = Pairs::read(&Pairs::write(&pairs, LIMITS), LIMITS).unwrap();
        for (gram, list) in pairs {
            prop_assert_eq!(read.get(gram), list);
            prop_assert!(read.beginning(gram.first).any(|other| other == list));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
        let _ = Pairs::read(&bytes, LIMITS);
        let _ = Names::read(&bytes);
        let _ = Root::read(&bytes);
        if let Ok(dictionary) = Dictionary::read(&bytes) {
            for file in 0..dictionary.files() {
                let _ = dictionary.read_lists(file, &bytes, LIMITS);
            }
        }
    }
}
