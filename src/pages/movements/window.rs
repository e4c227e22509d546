//! Which rows of a long list stand on the screen, so that no others need be drawn. Pure.

/// Rows drawn beyond each edge of the screen, so that scrolling and the Tab key find them there.
const BEYOND: usize = 12;

/// The rows from the first to before the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    pub first: usize,
    pub last: usize,
}

impl Window {
    /// Of `count` rows of a height, in a list whose upper edge lies at `top` of the screen (negative once it is scrolled past).
    pub fn of(count: usize, row: f64, top: f64, screen: f64) -> Self {
        if row <= 0.0 {
            return Self {
                first: 0,
                last: count.min(2 * BEYOND),
            };
        }
        let first = whole((-top / row).floor()).saturating_sub(BEYOND);
        let last = whole(((screen - top) / row).ceil()).saturating_add(BEYOND);
        let last = last.min(count);
        Self {
            first: first.min(last),
            last,
        }
    }

    /// Whether the rows that are there end so near that more should be fetched.
    pub const fn is_near_end(self, count: usize) -> bool {
        self.last + 4 * BEYOND >= count
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "held between zero and the rows of a list"
)]
fn whole(number: f64) -> usize {
    number.clamp(0.0, 1e9) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(count: usize, top: f64) -> (usize, usize) {
        let window = Window::of(count, 50.0, top, 800.0);
        (window.first, window.last)
    }

    #[test]
    fn only_what_is_near_the_screen_is_drawn() {
        assert_eq!(window(100_000, 300.0), (0, 22));
        assert_eq!(window(100_000, -50_000.0), (988, 1_028));
        assert_eq!(window(1_000, -49_500.0), (978, 1_000));
        assert_eq!(window(5, 0.0), (0, 5));
        assert_eq!(window(0, 0.0), (0, 0));
        // Scrolled past the end, as when a filter shortens the list.
        assert_eq!(window(10, -50_000.0), (10, 10));
    }

    #[test]
    fn before_the_height_is_known_a_few_are_drawn() {
        assert_eq!(
            Window::of(1_000, 0.0, 0.0, 800.0),
            Window { first: 0, last: 24 }
        );
    }

    #[test]
    fn more_is_fetched_before_the_end_is_seen() {
        let window = Window { first: 0, last: 40 };
        assert!(window.is_near_end(60) && !window.is_near_end(400));
    }
}
