use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn lists_come_back(lists in vec(btree_set(0_u32..3000, 0..300), 1..5)) {
        let lists: Vec<Vec<u32>> = lists.into_iter().map(|list| list.into_iter().collect()).collect();
        let mut writer = BitWriter::default();
        for list in &lists {
            writer.write_ascending(list, 3000);
        }
        let bytes = writer.finish();
        let mut reader = BitReader::new(&bytes);
        for list in &lists {
            let mut read = Vec::new();
            reader.read_ascending(list.len(), 3000, &mut read).unwrap();
            prop_assert_eq!(&read, list);
        }
    }

    #[test]
    fn any_bytes_read_as_an_ascending_list_or_an_error(bytes in vec(any::<u8>(), 0..50), count in 0_usize..2000) {
        let mut read = Vec::new();
        if BitReader::new(&bytes).read_ascending(count, 1000, &mut read).is_ok() {
            prop_assert_eq!(read.len(), count);
            prop_assert!(read.is_sorted_by(|one, next| one < next));
            prop_assert!(read.iter().all(|number| *number < 1000));
        }
    }

    #[test]
    fn numbers_and_texts_come_back(number in any::<u32>(), text in any::<String>()) {
        let mut bytes = Vec::new();
        write_number(number, &mut bytes);
        write_text(&text, &mut bytes);
        let mut reader = Reader(&bytes);
        prop_assert_eq!(reader.number(), Ok(number));
        prop_assert_eq!(reader.text(), Ok(text.as_str()));
        prop_assert_eq!(reader.byte(), Err(Damaged));
    }
}
