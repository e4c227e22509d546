//! Which compressed forms a browser takes.

use axum::http::{HeaderMap, header};

/// The forms that the request accepts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    pub brotli: bool,
    pub gzip: bool,
}

/// Reads `Accept-Encoding`: a coding with `q=0` is refused, `*` stands for those not named.
pub fn accepted(headers: &HeaderMap) -> Accepted {
    let (mut brotli, mut gzip, mut rest) = (None, None, false);
    let values = headers.get_all(header::ACCEPT_ENCODING).iter();
    for coding in values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
    {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let is_refused = parts.any(|parameter| {
            parameter
                .strip_prefix("q=")
                .is_some_and(|q| q.parse().is_ok_and(|q: f32| q <= 0.0))
        });
        match name {
            "br" => brotli = Some(!is_refused),
            "gzip" => gzip = Some(!is_refused),
            "*" => rest = !is_refused,
            _ => {}
        }
    }
    Accepted {
        brotli: brotli.unwrap_or(rest),
        gzip: gzip.unwrap_or(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (bool, bool) {
        let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, text.parse().unwrap())]);
        let Accepted { brotli, gzip } = accepted(&headers);
        (brotli, gzip)
    }

    #[test]
    fn codings_are_taken_as_asked() {
        assert_eq!(of("gzip, deflate, br, zstd"), (true, true));
        assert_eq!(of("gzip;q=0.5"), (false, true));
        assert_eq!(of("br;q=0, *"), (false, true));
        assert_eq!(of("br;q=1.0, gzip;q=0"), (true, false));
        assert_eq!(of("identity"), (false, false));
    }
}
