//! A maker of electronics in Hsinchu: Silver for the second year, halfway to Gold.

use contract::Locale;
use contract::Persona::{Executive, Lead, Practitioner};
use jiff::civil::date;

use crate::demo::company::Habit::{Idle, Keen, Rare, Steady};
use crate::demo::company::{Cast, Company, Currency, Pace, Words, person};

pub(super) fn cast() -> Cast {
    Cast {
        company: Company {
            number: 3,
            name: "承洋科技",
            domain: "chengyang.example",
            locale: Locale::ZhHant,
            time_zone: "Asia/Taipei",
            customer_since: date(2022, 6, 1),
            currency: Currency {
                code: "TWD",
                minor: 100,
                per_point: 3_000,
            },
            // Before the lunar new year, and before the factories of its own customers stock up.
            seasons: [13, 5, 8, 7, 8, 8, 9, 10, 10, 8, 7, 7],
            pace: Pace {
                two_years_ago: 4_700,
                last_year: 5_900,
                this_year: 7_800,
                ceiling: 9_600,
            },
            words: WORDS,
        },
        people: PEOPLE.to_vec(),
    }
}

const WORDS: Words = Words {
    order: "訂單 CY-",
    products: &[
        "量測探頭",
        "校正模組",
        "影像感測器",
        "控制模組",
        "備品組",
        "年度維護合約",
    ],
    modules: &["檢驗報告", "製程監控", "校正管理", "警示設定", "資料串接"],
    lessons: &[
        "量測基礎",
        "一步步完成校正",
        "看懂檢驗報告",
        "製程監控入門",
        "設計有用的警示",
        "串接自己的資料",
        "找出不良的規律",
        "新進人員安全課程",
    ],
    rewards: &["到廠工作坊", "進階課程名額", "產線診斷服務"],
    treats: &["使用者大會名額", "專業書籍組"],
    survey: "半年度問卷",
    referral: "您推薦的公司成為客戶",
    reversal: "重複登錄，已沖銷",
};

const PEOPLE: [crate::demo::company::Person; 12] = [
    person("yating.chen", "陳雅婷", Lead, "製程部", Keen, 880)
        .admin()
        .known(),
    person("zhiming.lin", "林志明", Executive, "總經理室", Idle, 885).admin(),
    person(
        "junhong.huang",
        "黃俊宏",
        Practitioner,
        "製程部",
        Steady,
        620,
    )
    .known(),
    person(
        "shufen.zhang",
        "張淑芬",
        Practitioner,
        "品保部",
        Steady,
        540,
    ),
    person("jiahao.li", "李家豪", Practitioner, "製程部", Rare, 400),
    person("yijun.wang", "王怡君", Practitioner, "品保部", Rare, 330),
    person("zonghan.wu", "吳宗翰", Practitioner, "資訊部", Rare, 700),
    person("peishan.liu", "劉佩珊", Practitioner, "採購部", Rare, 210),
    person("guanting.cai", "蔡冠廷", Practitioner, "採購部", Idle, 150).without_team(),
    person("xinyi.yang", "楊欣怡", Lead, "品保部", Idle, 660),
    person("bowei.xu", "許柏瑋", Practitioner, "資訊部", Rare, 720).left(120),
    person("meiling.zheng", "鄭美玲", Practitioner, "採購部", Rare, 1).invited(),
];
