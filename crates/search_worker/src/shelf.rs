//! The indexes that were opened, each as far as it was brought.
//!
//! What was brought stays as long as the worker, and the browser keeps the files beyond that: so what was once searched
//! for is found again without a network.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use contract::{Locale, SearchIndex};
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, Shared, try_join_all};
use knowledge::search::{Answer, Hit, Searcher};
use search_worker::Failure;

use crate::network::{self, Trouble};

/// A file that is on its way: whoever wants it waits for the same.
type Coming = Shared<LocalBoxFuture<'static, Result<Rc<[u8]>, Trouble>>>;

/// How long it is believed without asking that the index is still the newest.
const FRESH: f64 = 5.0 * 60.0 * 1000.0;

#[derive(Default)]
pub struct Shelves {
    /// By the language asked for, with the time at which it was read.
    listings: RefCell<HashMap<Locale, (f64, SearchIndex)>>,
    /// By the name of their root.
    open: RefCell<HashMap<String, Rc<Shelf>>>,
    /// By name.
    coming: Rc<RefCell<HashMap<String, Coming>>>,
}

impl Shelves {
    /// Where the indexes begin. Without a network what was read before still holds.
    pub async fn listing(&self, locale: Locale) -> Result<SearchIndex, Trouble> {
        let known = self.listings.borrow().get(&locale).cloned();
        let now = js_sys::Date::now();
        if let Some((read_at, listing)) = &known
            && now - read_at < FRESH
        {
            return Ok(listing.clone());
        }
        match (network::index(locale).await, known) {
            (Ok(listing), _) => {
                let kept = (now, listing.clone());
                self.listings.borrow_mut().insert(locale, kept);
                Ok(listing)
            }
            (Err(Trouble::Failed(Failure::Offline)), Some((_, listing))) => Ok(listing),
            (Err(trouble), _) => Err(trouble),
        }
    }

    /// The server has other indexes now: they are asked for anew.
    pub fn outdate(&self) {
        self.listings.borrow_mut().clear();
        self.open.borrow_mut().clear();
    }

    pub async fn shelf(&self, root: &str) -> Result<Rc<Shelf>, Trouble> {
        if let Some(shelf) = self.open.borrow().get(root) {
            return Ok(Rc::clone(shelf));
        }
        let content = self.fetch(root.to_owned()).await?;
        if let Some(shelf) = self.open.borrow().get(root) {
            return Ok(Rc::clone(shelf));
        }
        let opened = Rc::new(Shelf::open(&content)?);
        let mut shelves = self.open.borrow_mut();
        shelves.insert(root.to_owned(), Rc::clone(&opened));
        Ok(opened)
    }

    /// Two questions at once may want the same file: it comes once.
    async fn fetch(&self, name: String) -> Result<Rc<[u8]>, Trouble> {
        let known = self.coming.borrow().get(&name).cloned();
        if let Some(coming) = known {
            return coming.await;
        }
        let (wanted, waiting) = (name.clone(), Rc::clone(&self.coming));
        let coming = async move {
            let content = network::file(&wanted).await;
            waiting.borrow_mut().remove(&wanted);
            content.map(Rc::from)
        };
        let coming = coming.boxed_local().shared();
        self.coming.borrow_mut().insert(name, coming.clone());
        coming.await
    }

    async fn fetch_all(&self, names: Vec<String>) -> Result<Vec<(String, Rc<[u8]>)>, Trouble> {
        try_join_all(names.into_iter().map(async |name| {
            let content = self.fetch(name.clone()).await?;
            Ok((name, content))
        }))
        .await
    }
}

pub struct Shelf {
    searcher: RefCell<Searcher>,
    /// Of articles that answered, by the names of their files.
    texts: RefCell<HashMap<String, Rc<[u8]>>>,
}

impl Shelf {
    fn open(root: &[u8]) -> Result<Self, Trouble> {
        let searcher = Searcher::open(root).map_err(|_| Trouble::Failed(Failure::Broken))?;
        Ok(Self {
            searcher: RefCell::new(searcher),
            texts: RefCell::default(),
        })
    }

    /// The best articles, and how many milliseconds the search took once everything was there.
    pub async fn find(
        &self,
        shelves: &Shelves,
        text: &str,
        most: usize,
    ) -> Result<(Vec<Hit>, f64), Trouble> {
        self.bring(shelves, |searcher| searcher.search(text, most))
            .await
    }

    pub async fn near(
        &self,
        shelves: &Shelves,
        text: &str,
        most: usize,
    ) -> Result<Vec<String>, Trouble> {
        let (terms, _) = self
            .bring(shelves, |searcher| searcher.near(text, most))
            .await?;
        Ok(terms)
    }

    async fn bring<T>(
        &self,
        shelves: &Shelves,
        ask: impl Fn(&Searcher) -> Answer<T>,
    ) -> Result<(Vec<T>, f64), Trouble> {
        loop {
            let started = now();
            let answer = ask(&self.searcher.borrow());
            let names = match answer {
                Answer::Found(found) => return Ok((found, now() - started)),
                Answer::Need(names) => names,
            };
            for (name, content) in shelves.fetch_all(names).await? {
                // Two questions at once may have brought the same.
                self.searcher
                    .borrow_mut()
                    .add(&name, &content)
                    .map_err(|_| Trouble::Failed(Failure::Broken))?;
            }
        }
    }

    /// Whether the texts of these articles are here already.
    pub fn has_texts(&self, hits: &[Hit]) -> bool {
        let texts = self.texts.borrow();
        hits.iter().all(|hit| texts.contains_key(&hit.text))
    }

    pub async fn fetch_texts(&self, shelves: &Shelves, hits: &[Hit]) -> Result<(), Trouble> {
        let missing = {
            let texts = self.texts.borrow();
            let names = hits.iter().map(|hit| hit.text.clone());
            names.filter(|name| !texts.contains_key(name)).collect()
        };
        let fetched = shelves.fetch_all(missing).await?;
        self.texts.borrow_mut().extend(fetched);
        Ok(())
    }

    pub fn text(&self, hit: &Hit) -> Option<Rc<[u8]>> {
        self.texts.borrow().get(&hit.text).cloned()
    }
}

/// Milliseconds, as finely as the browser tells.
fn now() -> f64 {
    crate::scope()
        .performance()
        .map_or(0.0, |clock| clock.now())
}
