//! Line icons on a grid of 24. They repeat what the words beside them say, so screen readers skip them.

use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    Home,
    Book,
    Building,
    Person,
    People,
    Exit,
    Check,
    Circle,
    Clock,
    More,
    Plus,
    Search,
    Close,
    Eye,
    EyeOff,
    Alert,
    Offline,
    Mail,
    Monitor,
    Phone,
    Coin,
    Gift,
    Globe,
    Spark,
    List,
    Help,
    Bookmark,
    ThumbUp,
    ThumbDown,
    Back,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Home => "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
            Self::Book => "M5 4h10a3 3 0 013 3v13H8a3 3 0 01-3-3zM5 17a3 3 0 013-3h10",
            Self::Building => "M5 20V5h9v15M14 10h5v10M3.500 20h17M8 9h3M8 13h3M8 17h3",
            Self::Person => {
                "M12 12a4 4 0 100-8 4 4 0 000 8zM4.500 20.500c.6-4 3.600-6 7.500-6s6.900 2 7.500 6"
            }
            Self::People => {
                "M9 12.200a3.200 3.200 0 100-6.400 3.200 3.200 0 000 6.400zM3.500 19c.5-3 2.700-4.600 5.500-4.600S14 16 14.500 19M16 6.200a3 3 0 010 5.600M17 14.600c2 .4 3.200 1.900 3.500 4.400"
            }
            Self::Exit => "M10 4H5v16h5M15 8l4 4-4 4M19 12H9",
            Self::Check => "M5 12.500l4.500 4.500L19 7.500",
            Self::Circle => "M12 19a7 7 0 100-14 7 7 0 000 14z",
            Self::Clock => "M12 20a8 8 0 100-16 8 8 0 000 16zM12 8v4.500l3 2",
            Self::More => {
                "M6 11.600a.4.4 0 100 .8.4.4 0 000-.8zM12 11.600a.4.4 0 100 .8.4.4 0 000-.8zM18 11.600a.4.4 0 100 .8.4.4 0 000-.8z"
            }
            Self::Plus => "M12 5v14M5 12h14",
            Self::Search => {
                "M11 17.500a6.500 6.500 0 100-13 6.500 6.500 0 000 13zM16 16l4.500 4.500"
            }
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Eye => {
                "M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12zM12 15a3 3 0 100-6 3 3 0 000 6z"
            }
            Self::EyeOff => {
                "M4 4l16 16M9.500 5.900A9.600 9.600 0 0112 5.500c6 0 9.500 6.500 9.500 6.500a17 17 0 01-2.900 3.600M6.300 7.600A16.400 16.400 0 002.500 12S6 18.500 12 18.500c1.500 0 2.800-.4 4-.9M10 10.200a3 3 0 004 4"
            }
            Self::Alert => "M12 4l9 16H3zM12 10v4.500M12 17.200v.01",
            Self::Offline => {
                "M4 4l16 16M8.500 16.200a5 5 0 016.500-.5M5.500 12.800a9.300 9.300 0 014.600-2.400M14.500 10.600a9.300 9.300 0 014 2.200M2.500 9.200a13.600 13.600 0 014-2.600M11 5.100a13.600 13.600 0 0110.500 4.100M12 19.500v.01"
            }
            Self::Mail => "M4 6h16v12H4zM4 7l8 6 8-6",
            Self::Monitor => "M4 5h16v11H4zM9 20h6M12 16v4",
            Self::Phone => "M8 3h8v18H8zM11 18h2",
            Self::Coin => {
                "M12 20a8 8 0 100-16 8 8 0 000 16zM12 8.500l1.100 2.300 2.500.3-1.900 1.700.5 2.500-2.200-1.200-2.200 1.200.5-2.500-1.900-1.700 2.500-.3z"
            }
            Self::Gift => {
                "M5 11h14v9H5zM3.500 7.500h17V11h-17zM12 7.500V20M12 7.500C9 7.500 7 6.500 7.200 5c.3-2 4-1.500 4.800 2.500M12 7.500c3 0 5-1 4.800-2.500-.3-2-4-1.500-4.800 2.500"
            }
            Self::Globe => {
                "M12 20.500a8.500 8.500 0 100-17 8.500 8.500 0 000 17zM3.500 12h17M12 3.500c2.500 2.500 3.500 5.400 3.500 8.500s-1 6-3.500 8.500c-2.500-2.500-3.500-5.400-3.500-8.500s1-6 3.500-8.500z"
            }
            Self::Spark => {
                "M12 4v4M12 16v4M4 12h4M16 12h4M6.500 6.500l2.500 2.500M15 15l2.500 2.500M17.500 6.500L15 9M9 15l-2.500 2.500"
            }
            Self::Help => {
                "M12 20.500a8.500 8.500 0 100-17 8.500 8.500 0 000 17zM9.500 9.500a2.500 2.500 0 114 2c-1 .7-1.500 1.200-1.500 2.200M12 16.800v.01"
            }
            Self::Bookmark => "M7 4h10v16l-5-4-5 4z",
            Self::ThumbUp => {
                "M8 20V10.500L12 3.500c1.600 0 2.300 1.100 2 2.600L13.300 9.500H19c1 0 1.700.9 1.400 1.900l-2 7.100c-.2.900-1 1.500-1.900 1.500zM8 10.500H4V20h4"
            }
            Self::ThumbDown => {
                "M16 4v9.500L12 20.500c-1.600 0-2.300-1.100-2-2.600l.7-3.400H5c-1 0-1.700-.9-1.400-1.900l2-7.100C5.800 4.600 6.600 4 7.500 4zM16 13.500h4V4h-4"
            }
            Self::Back => "M20 12H5M11 6l-6 6 6 6",
            Self::List => "M9 6h11M9 12h11M9 18h11M4.500 6h.01M4.500 12h.01M4.500 18h.01",
        }
    }
}

/// Draws an icon.
#[component]
pub fn Icon(name: Icon) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=name.path()></path>
        </svg>
    }
}
