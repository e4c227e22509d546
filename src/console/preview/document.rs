//! The page of an article as HTML, in the markup that the portal gives it: the same stylesheet then draws the same page.
//!
//! The body comes rendered; everything else is escaped here.

use contract::{ArticleLink, ArticleView};
use knowledge::escape;

/// The words of the portal around the text.
pub struct Words {
    pub knowledge: String,
    pub contents: String,
    pub related: String,
    /// The line under the title.
    pub about: Vec<String>,
}

/// The content of the document's body.
pub fn html(article: &ArticleView, words: &Words) -> String {
    let summary = &article.summary;
    let about = joined(&words.about, |part| {
        format!("<span>{}</span>", escape(part))
    });
    let has_contents = article.contents.len() > 1;
    let lines = if has_contents {
        contents(article)
    } else {
        String::new()
    };
    let title = escape(&words.contents);
    let folded = format!(
        "<details class=\"contents-folded\"><summary>{title}</summary><ul>{lines}</ul></details>"
    );
    let beside = format!("<nav class=\"contents\"><h2>{title}</h2><ul>{lines}</ul></nav>");
    let (folded, beside) = if has_contents {
        (folded, beside)
    } else {
        (String::new(), String::new())
    };
    let title_of_article = escape(&summary.title);
    // The empty side bar takes the place of the menu, so that the text is as wide as it will be. The name of the landmark
    // tells it from that of the console.
    format!(
        "<div class=\"shell\"><div class=\"side\"></div><div class=\"shell__page\">\
         <main aria-label=\"{title_of_article}\"><div class=\"reading\">\
         <article class=\"article\"><div class=\"crumbs\"><ol><li><a>{}</a></li><li><a>{}</a></li></ol></div>\
         <h1 class=\"page-title\">{title_of_article}</h1><p class=\"about\">{about}</p>{folded}<div class=\"prose\">{}</div></article>\
         <aside class=\"reading__side\">{beside}{}</aside></div></main></div></div>",
        escape(&words.knowledge),
        escape(&summary.category_title),
        framed(&article.html),
        related(&article.related, &words.related),
    )
}

fn contents(article: &ArticleView) -> String {
    joined(&article.contents, |entry| {
        let deep = if entry.level > 2 {
            " contents__line--deep"
        } else {
            ""
        };
        format!(
            "<li class=\"contents__line{deep}\"><a href=\"#{}\">{}</a></li>",
            escape(&entry.anchor),
            escape(&entry.text)
        )
    })
}

fn related(links: &[ArticleLink], title: &str) -> String {
    if links.is_empty() {
        return String::new();
    }
    let entries = joined(links, |link| {
        let address = escape(&format!("/kb/{}/{}", link.category, link.slug));
        format!("<li><a href=\"{address}\">{}</a></li>", escape(&link.title))
    });
    format!(
        "<nav class=\"related\"><h2>{}</h2><ul>{entries}</ul></nav>",
        escape(title)
    )
}

fn joined<T>(items: &[T], write: impl Fn(&T) -> String) -> String {
    items.iter().map(write).collect::<Vec<_>>().concat()
}

/// Blocks of code stand in a frame, as the portal puts them. In rendered text `<pre` is a tag and nothing else.
fn framed(html: &str) -> String {
    html.replace("<pre", "<div class=\"prose__code\"><pre")
        .replace("</pre>", "</pre></div>")
}

#[cfg(test)]
mod tests {
    use contract::{ArticleSummary, ContentsEntry, Locale};

    use super::*;

    fn article(headings: usize) -> ArticleView {
        let entry = ContentsEntry {
            level: 2,
            anchor: "a\"b".to_owned(),
            text: "<b>".to_owned(),
        };
        ArticleView {
            summary: ArticleSummary {
                category: "start".to_owned(),
                category_title: "Q & A".to_owned(),
                slug: "welcome".to_owned(),
                title: "<script>alert(1)</script>".to_owned(),
                summary: String::new(),
                tags: Vec::new(),
                locale: Locale::En,
                minutes: 1,
                updated: "2026-11-20".to_owned(),
            },
            html: "<p>Text</p><pre><code>x</code></pre>".to_owned(),
            contents: vec![entry; headings],
            locales: vec![Locale::En],
            related: Vec::new(),
            previous: None,
            next: None,
        }
    }

    fn words() -> Words {
        Words {
            knowledge: "Knowledge".to_owned(),
            contents: "On this page".to_owned(),
            related: "Related".to_owned(),
            about: vec!["2 min".to_owned()],
        }
    }

    #[test]
    fn what_is_not_rendered_is_escape() {
        let page = html(&article(2), &words());
        assert!(page.contains("&lt;script&gt;"));
        assert!(!page.contains("<script"));
        assert!(page.contains("Q &amp; A"));
        assert!(page.contains("href=\"#a&quot;b\">&lt;b&gt;</a>"));
        assert!(page.contains("<div class=\"prose__code\"><pre><code>x</code></pre></div>"));
    }

    #[test]
    fn one_heading_needs_no_contents() {
        assert!(!html(&article(1), &words()).contains("contents"));
    }
}
