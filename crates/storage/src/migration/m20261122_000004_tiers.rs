//! The tiers and benefits that an installation begins with.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::run;

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000004_tiers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, ROWS).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

const ROWS: &[&str] = &[
    "INSERT INTO tier (tier, starts_at) VALUES ('bronze', 0), ('silver', 4000), ('gold', 10000)",
    "INSERT INTO tier_benefit (tier, position, locale, text) VALUES
        ('bronze', 1, 'en', 'An answer within 2 working days'),
        ('bronze', 1, 'ja', '2営業日以内の回答'),
        ('bronze', 1, 'zh-Hant', '2 個工作天內回覆'),
        ('bronze', 2, 'en', 'All basic courses'),
        ('bronze', 2, 'ja', '基礎コースをすべて受講可能'),
        ('bronze', 2, 'zh-Hant', '所有基礎課程'),
        ('silver', 1, 'en', 'An answer within 8 working hours'),
        ('silver', 1, 'ja', '8営業時間以内の回答'),
        ('silver', 1, 'zh-Hant', '8 個工作小時內回覆'),
        ('silver', 2, 'en', 'Advanced courses for the whole team'),
        ('silver', 2, 'ja', 'チーム全員が上級コースを受講可能'),
        ('silver', 2, 'zh-Hant', '全團隊皆可參加進階課程'),
        ('gold', 1, 'en', 'A named engineer'),
        ('gold', 1, 'ja', '専任エンジニア'),
        ('gold', 1, 'zh-Hant', '專屬工程師'),
        ('gold', 2, 'en', 'Early access to releases'),
        ('gold', 2, 'ja', '新リリースへの先行アクセス'),
        ('gold', 2, 'zh-Hant', '新版本搶先使用')",
];
