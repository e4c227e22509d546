//! Pairs of bars over time: what came above the line, what went below it. A table beside it says the same.

use leptos::prelude::*;

/// One step of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    /// The whole story of this step, shown when pointed at.
    pub story: String,
    pub above: i64,
    pub below: i64,
}

/// The height of the drawing; its width follows the page.
const HEIGHT: f64 = 168.0;
const GAP: f64 = 2.0;
/// Bars start where the curve of their corners ends, so that the corners at the line stay square.
const CORNER: f64 = 3.0;

#[component]
pub fn Chart(
    bars: Vec<Bar>,
    /// What it shows, in a sentence.
    spoken: String,
    /// The highest value, written at the top line.
    top: String,
) -> impl IntoView {
    let scale = scale(&bars);
    #[expect(clippy::cast_precision_loss, reason = "a year has twelve months")]
    let step = 100.0 / bars.len().max(1) as f64;
    let drawn = bars
        .iter()
        .enumerate()
        .map(|(index, bar)| column(index, step, bar, scale))
        .collect_view();
    let labels = bars
        .iter()
        .map(|bar| view! { <span>{bar.label.clone()}</span> })
        .collect_view();
    view! {
        <figure class="chart">
            <span class="chart__top" aria-hidden="true">{top}</span>
            <svg class="chart__drawing" role="img" aria-label=spoken height=HEIGHT.to_string() width="100%">
                <line class="chart__line" x1="0" x2="100%" y1="0.5" y2="0.5"></line>
                {drawn}
                <line
                    class="chart__line chart__line--base"
                    x1="0"
                    x2="100%"
                    y1=scale.line.to_string()
                    y2=scale.line.to_string()
                ></line>
            </svg>
            <div class="chart__labels" aria-hidden="true">{labels}</div>
        </figure>
    }
}

/// Where the line between above and below lies, and how high one point is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Scale {
    line: f64,
    point: f64,
}

#[expect(clippy::cast_precision_loss, reason = "points stay far below 2^53")]
fn scale(bars: &[Bar]) -> Scale {
    let above = bars.iter().map(|bar| bar.above).max().unwrap_or(0).max(0) as f64;
    let below = bars.iter().map(|bar| bar.below).max().unwrap_or(0).max(0) as f64;
    let point = (HEIGHT - 2.0 * GAP) / (above + below).max(1.0);
    Scale {
        line: (GAP + above * point).max(GAP),
        point,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "points stay far below 2^53, a year has twelve months"
)]
fn column(index: usize, step: f64, bar: &Bar, scale: Scale) -> impl IntoView + use<> {
    let left = index as f64 * step;
    let above = bar.above.max(0) as f64 * scale.point;
    let below = bar.below.max(0) as f64 * scale.point;
    let x = format!("{}%", left + step * 0.16);
    let width = format!("{}%", step * 0.68);
    view! {
        <g class="chart__column">
            <title>{bar.story.clone()}</title>
            <rect class="chart__reach" x=format!("{left}%") width=format!("{step}%") y="0" height="100%"></rect>
            <rect class="chart__above" x=x.clone() width=width.clone() y=(scale.line - above).to_string() height=above.to_string() rx=CORNER.to_string()></rect>
            <rect class="chart__below" x=x width=width y=(scale.line + GAP).to_string() height=(below - GAP).max(0.0).to_string() rx=CORNER.to_string()></rect>
        </g>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(above: i64, below: i64) -> Bar {
        Bar {
            label: String::new(),
            story: String::new(),
            above,
            below,
        }
    }

    #[test]
    fn the_highest_bars_fill_the_drawing() {
        let scale = scale(&[bar(300, 0), bar(0, 100)]);
        assert!((300.0_f64.mul_add(-scale.point, scale.line) - GAP).abs() < 0.001);
        assert!((100.0_f64.mul_add(scale.point, scale.line) - (HEIGHT - GAP)).abs() < 0.001);
    }

    #[test]
    fn nothing_at_all_divides_by_nothing() {
        let scale = scale(&[bar(0, 0)]);
        assert!(scale.point.is_finite() && scale.line.is_finite());
    }
}
