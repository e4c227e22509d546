//! The few words that rendering adds to a writer's text, in the article's language.

use contract::Locale;
use pulldown_cmark::BlockQuoteKind;

pub(super) struct Words {
    note: &'static str,
    tip: &'static str,
    important: &'static str,
    warning: &'static str,
    caution: &'static str,
    pub table: &'static str,
    pub footnotes: &'static str,
    pub back_to_text: &'static str,
    pub done: &'static str,
    pub to_do: &'static str,
    /// In front of what a video shows; with a space at the end where the language has one.
    pub play: &'static str,
}

impl Words {
    pub fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::En => &EN,
            Locale::Ja => &JA,
            Locale::ZhHant => &ZH_HANT,
        }
    }

    pub fn alert_title(&self, kind: BlockQuoteKind) -> &'static str {
        match kind {
            BlockQuoteKind::Note => self.note,
            BlockQuoteKind::Tip => self.tip,
            BlockQuoteKind::Important => self.important,
            BlockQuoteKind::Warning => self.warning,
            BlockQuoteKind::Caution => self.caution,
        }
    }
}

static EN: Words = Words {
    note: "Note",
    tip: "Tip",
    important: "Important",
    warning: "Warning",
    caution: "Caution",
    table: "Table",
    footnotes: "Footnotes",
    back_to_text: "Back to the text",
    done: "Done",
    to_do: "To do",
    play: "Play video: ",
};

static JA: Words = Words {
    note: "補足",
    tip: "ヒント",
    important: "重要",
    warning: "注意",
    caution: "警告",
    table: "表",
    footnotes: "脚注",
    back_to_text: "本文に戻る",
    done: "完了",
    to_do: "未完了",
    play: "動画を再生：",
};

static ZH_HANT: Words = Words {
    note: "補充",
    tip: "小提示",
    important: "重要",
    warning: "注意",
    caution: "警告",
    table: "表格",
    footnotes: "註腳",
    back_to_text: "回到內文",
    done: "已完成",
    to_do: "未完成",
    play: "播放影片：",
};
