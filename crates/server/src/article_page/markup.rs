//! The markup of an article's page, as the app draws it.

use std::fmt::Write;

use contract::{ArticleLink, ArticleView, ContentsEntry, Locale};
use knowledge::escape;

use super::Seen;
use super::words::Words;
use crate::long_date::long_date;

const HOME: &str = "M4 11l8-7 8 7v9h-5v-6H9v6H4z";
const BOOK: &str = "M5 4h10a3 3 0 013 3v13H8a3 3 0 01-3-3zM5 17a3 3 0 013-3h10";
const BUILDING: &str = "M5 20V5h9v15M14 10h5v10M3.500 20h17M8 9h3M8 13h3M8 17h3";
const STAR: &str = "M12 4l2.400 5.200 5.600.600-4.200 3.800 1.200 5.600-5-2.900-5 2.900 1.200-5.600L4 9.800l5.600-.600z";
const GIFT: &str = "M5 11h14v9H5zM3.500 7.500h17V11h-17zM12 7.500V20M12 7.500C9 7.500 7 6.500 7.200 5c.3-2 4-1.500 4.800 2.500M12 7.500c3 0 5-1 4.800-2.500-.3-2-4-1.500-4.800 2.500";
const PODIUM: &str =
    "M3.500 20.500h17M4.500 20.500V13H9v7.500M9 20.500V6.500h6v14M15 20.500V10h4.500v10.500";
const PERSON: &str =
    "M12 12a4 4 0 100-8 4 4 0 000 8zM4.500 20.500c.6-4 3.600-6 7.500-6s6.900 2 7.500 6";
const SEARCH: &str = "M11 17.500a6.500 6.500 0 100-13 6.500 6.500 0 000 13zM16 16l4.500 4.500";
const EXIT: &str = "M10 4H5v16h5M15 8l4 4-4 4M19 12H9";
const HELP: &str = "M12 20.500a8.500 8.500 0 100-17 8.500 8.500 0 000 17zM9.500 9.500a2.500 2.500 0 114 2c-1 .7-1.500 1.200-1.500 2.200M12 16.800v.01";
const BOOKMARK: &str = "M7 4h10v16l-5-4-5 4z";

/// Everything between the page's body tags that stands until the app takes over.
pub fn page(seen: &Seen, words: &Words) -> String {
    let text = |key| escape(words.get("shell", key));
    let menu = text("main_menu");
    format!(
        "<div id=\"boot\" class=\"served\"><progress id=\"boot-progress\" class=\"boot__progress served__progress\" max=\"100\" \
         aria-label=\"Kizuna\"></progress><p id=\"boot-message\" class=\"served__message\" role=\"status\"></p>\
         <button id=\"boot-retry\" class=\"button button--main served__retry\" type=\"button\" hidden></button>\
         <a class=\"skip\" href=\"#main\">{skip}</a><div class=\"shell\">\
         <header class=\"side\"><div class=\"side__inner\">\
         <a class=\"brand\" href=\"/\"><i class=\"brand__mark\" aria-hidden=\"true\">絆</i> Kizuna</a>\
         <nav class=\"side__nav\" aria-label=\"{menu}\">{entries}</nav>{person}</div></header>\
         <div class=\"shell__page\">{top}<main id=\"main\" tabindex=\"-1\">{article}</main></div>\
         <nav class=\"tabs\" aria-label=\"{menu}\">{tabs}{profile}</nav></div></div>",
        skip = text("skip"),
        entries = entries(seen, words, Bar::Side),
        tabs = entries(seen, words, Bar::Tabs),
        person = person(seen, words),
        top = top(words),
        article = article(seen, words),
        profile = entry("/profile", PERSON, &text("profile"), ""),
    )
}

/// Without scripts it leads nowhere; it keeps its place all the same, so that nothing moves.
fn top(words: &Words) -> String {
    format!(
        "<nav class=\"top\" aria-label=\"{tools}\"><a class=\"find\" href=\"/kb/search\" aria-keyshortcuts=\"/ Control+K Meta+K\">{icon}\
         <span class=\"find__text\">{text}</span><kbd class=\"find__key\" aria-hidden=\"true\">/</kbd></a>\
         <button type=\"button\" class=\"icon-button\" aria-label=\"{help}\" disabled>{ask}</button></nav>",
        icon = draw(SEARCH),
        text = escape(words.get("search", "open")),
        tools = escape(words.get("shell", "tools")),
        help = escape(words.get("shell", "help")),
        ask = draw(HELP),
    )
}

/// The menu beside the page has room for more than the bar of phones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bar {
    Side,
    Tabs,
}

fn entries(seen: &Seen, words: &Words, bar: Bar) -> String {
    let text = |key| escape(words.get("shell", key));
    let of_customers = seen.account.as_ref().map(|account| {
        let badge = match account.open_invitations {
            0 => String::new(),
            n => format!(
                "<b class=\"entry__badge\" aria-hidden=\"true\">{n}</b><span class=\"visually-hidden\">, {}</span>",
                escape(&words.count("shell", "open_invitations", n)),
            ),
        };
        let programme = entry("/programme", STAR, &text("programme"), "");
        let beside = match bar {
            Bar::Side => {
                entry("/rewards", GIFT, &text("rewards"), "")
                    + &entry("/team", PODIUM, &text("team"), "")
            }
            Bar::Tabs => String::new(),
        };
        programme + &beside + &entry("/company", BUILDING, &text("company"), &badge)
    });
    let knowledge = entry("/kb", BOOK, &text("knowledge"), "");
    let knowledge = knowledge.replacen("<a ", "<a aria-current=\"page\" ", 1);
    entry("/", HOME, &text("home"), "") + &knowledge + &of_customers.unwrap_or_default()
}

fn entry(href: &str, icon: &str, label: &str, badge: &str) -> String {
    format!(
        "<a class=\"entry\" href=\"{href}\">{}<span class=\"entry__label\">{label}</span>{badge}</a>",
        draw(icon)
    )
}

pub(super) fn draw(path: &str) -> String {
    format!(
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{path}\"></path></svg>"
    )
}

/// The button to sign out needs the app; without it the profile is the way.
fn person(seen: &Seen, words: &Words) -> String {
    let company = seen
        .me
        .account
        .as_ref()
        .map(|account| escape(&account.name));
    format!(
        "<div class=\"person\"><a class=\"person__link\" href=\"/profile\"><span class=\"avatar\" aria-hidden=\"true\"></span>\
         <span class=\"person__names\"><strong>{name}</strong><span class=\"person__company\">{company}</span></span>\
         <span class=\"visually-hidden\">, {profile}</span></a>\
         <button type=\"button\" class=\"icon-button\" aria-label=\"{exit}\" disabled>{icon}</button></div>",
        name = escape(&seen.me.name),
        company = company.unwrap_or_default(),
        profile = escape(words.get("shell", "profile")),
        exit = escape(words.get("shell", "sign_out")),
        icon = draw(EXIT),
    )
}

fn article(seen: &Seen, words: &Words) -> String {
    let (article, ui) = (&seen.article, seen.me.locale);
    let summary = &article.summary;
    let (side, folded) = if article.contents.len() > 1 {
        (contents(article, words), folded(article, words, ui))
    } else {
        Default::default()
    };
    format!(
        "<div class=\"reading\"><article class=\"article\" lang=\"{lang}\">{crumbs}\
         <h1 tabindex=\"-1\" class=\"page-title\" lang=\"{lang}\">{title}</h1>\
         <div class=\"article__facts\">{about}{bookmark}</div>{notice}{folded}\
         <div class=\"prose\">{html}</div>{verdict}{neighbours}</article><aside class=\"reading__side\">{side}{related}</aside></div>",
        lang = summary.locale,
        crumbs = crumbs(article, words, ui),
        title = escape(&summary.title),
        about = about(article, words, ui),
        bookmark = bookmark(seen, words),
        notice = notice(seen, words),
        verdict = super::verdict::section(&seen.mine, words, ui),
        html = article.html,
        neighbours = neighbours(article, words, ui),
        related = related(&article.related, words),
    )
}

fn crumbs(article: &ArticleView, words: &Words, ui: Locale) -> String {
    format!(
        "<nav class=\"crumbs\" aria-label=\"{here}\" lang=\"{ui}\"><ol><li><a href=\"/kb\">{kb}</a></li>\
         <li><a href=\"/kb/{category}\">{title}</a></li></ol></nav>",
        here = escape(words.get("kb", "you_are_here")),
        kb = escape(words.get("kb", "title")),
        category = escape(&article.summary.category),
        title = escape(&article.summary.category_title),
    )
}

fn about(article: &ArticleView, words: &Words, ui: Locale) -> String {
    let summary = &article.summary;
    let date = long_date(ui, &summary.updated);
    let others: String = article
        .locales
        .iter()
        .filter(|locale| **locale != summary.locale)
        .fold(String::new(), |mut links, locale| {
            let _ = write!(
                links,
                "<a href=\"/kb/{}/{}?lang={locale}\" lang=\"{locale}\" hreflang=\"{locale}\">{}</a>",
                escape(&summary.category),
                escape(&summary.slug),
                locale.own_name(),
            );
            links
        });
    let also = match others.as_str() {
        "" => String::new(),
        links => {
            let label = escape(words.get("kb", "also_in"));
            format!("<span class=\"about__languages\">{label} {links}</span>")
        }
    };
    format!(
        "<p class=\"about\" lang=\"{ui}\"><span>{}</span><span>{}</span>{also}</p>",
        escape(&words.count("kb", "minutes_read", summary.minutes)),
        escape(&words.with("kb", "updated", &[("date", &date)])),
    )
}

/// Without the app it tells only whether the article is kept.
fn bookmark(seen: &Seen, words: &Words) -> String {
    format!(
        "<button type=\"button\" class=\"button button--quiet bookmark\" lang=\"{}\" aria-pressed=\"{}\" disabled>{}<span>{}</span></button>",
        seen.me.locale,
        seen.mine.is_bookmarked,
        draw(BOOKMARK),
        escape(words.get("kb", "bookmark")),
    )
}

/// Why the article is not in the reader's language, when it is not.
fn notice(seen: &Seen, words: &Words) -> String {
    let (summary, ui) = (&seen.article.summary, seen.me.locale);
    if summary.locale == ui {
        return String::new();
    }
    let (wanted, shown) = (ui.own_name(), summary.locale.own_name());
    let has_mine = seen.article.locales.contains(&ui) && seen.is_chosen;
    let text = if has_mine {
        let sentence = escape(&words.with("kb", "chosen", &[("shown", shown)]));
        let link = escape(&words.with("kb", "in_mine", &[("wanted", wanted)]));
        let (category, slug) = (escape(&summary.category), escape(&summary.slug));
        format!("{sentence} <a href=\"/kb/{category}/{slug}\">{link}</a>")
    } else {
        escape(&words.with("kb", "fallback", &[("wanted", wanted), ("shown", shown)]))
    };
    format!("<p class=\"notice\" lang=\"{ui}\">{text}</p>")
}

fn contents(article: &ArticleView, words: &Words) -> String {
    format!(
        "<nav class=\"contents\" aria-labelledby=\"contents\"><h2 id=\"contents\">{}</h2><ul lang=\"{}\">{}</ul></nav>",
        escape(words.get("kb", "contents")),
        article.summary.locale,
        lines(&article.contents),
    )
}

fn folded(article: &ArticleView, words: &Words, ui: Locale) -> String {
    format!(
        "<details class=\"contents-folded\"><summary lang=\"{ui}\">{}</summary><ul>{}</ul></details>",
        escape(words.get("kb", "contents")),
        lines(&article.contents),
    )
}

fn lines(contents: &[ContentsEntry]) -> String {
    contents.iter().fold(String::new(), |mut lines, entry| {
        let deep = if entry.level > 2 {
            " contents__line--deep"
        } else {
            ""
        };
        let (anchor, text) = (escape(&entry.anchor), escape(&entry.text));
        let _ = write!(
            lines,
            "<li class=\"contents__line{deep}\"><a href=\"#{anchor}\">{text}</a></li>"
        );
        lines
    })
}

fn related(links: &[ArticleLink], words: &Words) -> String {
    if links.is_empty() {
        return String::new();
    }
    let items = links.iter().fold(String::new(), |items, link| {
        items + "<li>" + &anchor(link) + "</li>"
    });
    let title = escape(words.get("kb", "related"));
    format!(
        "<nav class=\"related\" aria-labelledby=\"related\"><h2 id=\"related\">{title}</h2><ul>{items}</ul></nav>"
    )
}

fn neighbours(article: &ArticleView, words: &Words, ui: Locale) -> String {
    let side = |class, key, link: &Option<ArticleLink>| {
        link.as_ref().map_or_else(String::new, |link| {
            let label = escape(words.get("kb", key));
            format!(
                "<p class=\"{class}\"><span class=\"small muted\">{label}</span> {}</p>",
                anchor(link)
            )
        })
    };
    let previous = side("neighbours__previous", "previous", &article.previous);
    let next = side("neighbours__next", "next", &article.next);
    if previous.is_empty() && next.is_empty() {
        return String::new();
    }
    let label = escape(words.get("kb", "neighbours"));
    format!("<nav class=\"neighbours\" aria-label=\"{label}\" lang=\"{ui}\">{previous}{next}</nav>")
}

fn anchor(link: &ArticleLink) -> String {
    format!(
        "<a href=\"/kb/{}/{}\" lang=\"{}\">{}</a>",
        escape(&link.category),
        escape(&link.slug),
        link.locale,
        escape(&link.title),
    )
}
