//! A maker of precision parts in Nagano: large, loyal, Gold.

use contract::Locale;
use contract::Persona::{Executive, Lead, Practitioner};
use jiff::civil::date;

use crate::demo::company::Habit::{Idle, Keen, Rare, Steady};
use crate::demo::company::{Cast, Company, Currency, Pace, Words, person};

pub(super) fn cast() -> Cast {
    Cast {
        company: Company {
            number: 1,
            name: "Hoshino Precision",
            domain: "hoshino.example",
            locale: Locale::Ja,
            time_zone: "Asia/Tokyo",
            customer_since: date(2019, 4, 1),
            currency: Currency {
                code: "JPY",
                minor: 1,
                per_point: 10_000,
            },
            // The business year ends in March, its first half in September.
            seasons: [8, 9, 15, 6, 6, 8, 8, 5, 13, 7, 8, 7],
            pace: Pace {
                two_years_ago: 14_800,
                last_year: 16_400,
                this_year: 18_200,
                ceiling: i64::MAX,
            },
            words: WORDS,
        },
        people: PEOPLE.to_vec(),
    }
}

const WORDS: Words = Words {
    order: "注文 HS-",
    products: &[
        "測定プローブ",
        "校正ユニット",
        "画像センサー",
        "制御モジュール",
        "保守部品セット",
        "年間保守契約",
    ],
    modules: &[
        "検査レポート",
        "工程モニター",
        "校正管理",
        "アラート設定",
        "データ連携",
    ],
    lessons: &[
        "測定の基礎",
        "校正の進め方",
        "検査レポートの読み方",
        "工程モニター入門",
        "アラートの設計",
        "データ連携の手順",
        "不良の傾向をつかむ",
        "新任者のための安全講習",
    ],
    rewards: &["訪問ワークショップ", "上級コース受講枠", "現場診断サービス"],
    treats: &["技術セミナー参加枠", "専門書セット"],
    survey: "半期アンケート",
    referral: "ご紹介いただいた企業のご契約",
    reversal: "二重計上の取り消し",
};

const PEOPLE: [crate::demo::company::Person; 24] = [
    person("mika.tanaka", "Mika Tanaka", Lead, "生産技術", Keen, 1_380)
        .admin()
        .known(),
    person(
        "kenta.hoshino",
        "星野 健太",
        Executive,
        "経営企画",
        Idle,
        1_385,
    )
    .admin(),
    person(
        "yuto.sato",
        "佐藤 悠斗",
        Practitioner,
        "生産技術",
        Keen,
        1_120,
    )
    .known(),
    person("aoi.suzuki", "鈴木 葵", Practitioner, "品質保証", Keen, 640),
    person(
        "haruto.takahashi",
        "高橋 陽翔",
        Practitioner,
        "製造",
        Steady,
        900,
    ),
    person(
        "yui.ito",
        "伊藤 結衣",
        Practitioner,
        "品質保証",
        Steady,
        820,
    ),
    person(
        "sota.watanabe",
        "渡辺 颯太",
        Practitioner,
        "設計",
        Steady,
        760,
    ),
    person(
        "sakura.yamamoto",
        "山本 さくら",
        Lead,
        "品質保証",
        Steady,
        1_010,
    ),
    person("ren.nakamura", "中村 蓮", Practitioner, "製造", Steady, 410),
    person(
        "hina.kobayashi",
        "小林 陽菜",
        Practitioner,
        "購買",
        Steady,
        530,
    ),
    person("daichi.kato", "加藤 大地", Lead, "製造", Steady, 980),
    person("mei.yoshida", "吉田 芽衣", Practitioner, "購買", Rare, 300),
    person(
        "riku.yamada",
        "山田 陸",
        Practitioner,
        "情報システム",
        Rare,
        690,
    ),
    person(
        "akari.sasaki",
        "佐々木 明里",
        Practitioner,
        "設計",
        Rare,
        250,
    ),
    person(
        "takumi.yamaguchi",
        "山口 拓海",
        Practitioner,
        "製造",
        Rare,
        480,
    ),
    person("kaori.matsumoto", "松本 香織", Lead, "購買", Rare, 870),
    person("shun.inoue", "井上 駿", Practitioner, "生産技術", Rare, 190),
    person(
        "nanami.kimura",
        "木村 七海",
        Practitioner,
        "品質保証",
        Rare,
        120,
    ),
    person(
        "tsubasa.hayashi",
        "林 翼",
        Practitioner,
        "情報システム",
        Rare,
        75,
    )
    .without_team(),
    person(
        "emi.shimizu",
        "清水 恵美",
        Executive,
        "経営企画",
        Idle,
        1_050,
    ),
    person(
        "makoto.yamazaki",
        "山崎 誠",
        Practitioner,
        "設計",
        Steady,
        1_200,
    )
    .left(64),
    person("yoko.mori", "森 陽子", Practitioner, "購買", Rare, 950).left(210),
    person("ryo.abe", "阿部 涼", Practitioner, "製造", Rare, 2).invited(),
    person(
        "miyu.ikeda",
        "池田 美優",
        Practitioner,
        "品質保証",
        Rare,
        12,
    )
    .invited(),
];
