//! An ordered set that knows the place of each of its keys: a treap whose nodes count what lies below them.
//!
//! Insertion, removal, "how many stand before" and "who stands at" each take steps in proportion to the logarithm of the size.
//! The priorities follow from the members' ids, so the same keys make the same tree in whatever order they came.

use std::cmp::Reverse;

use uuid::Uuid;

/// Where a member stands: most points first, then who reached them first, then the id, so that the order is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    points: Reverse<i64>,
    /// When the points were reached, in microseconds since 1970.
    reached: i64,
    pub member: Uuid,
}

impl Key {
    pub const fn new(points: i64, reached: i64, member: Uuid) -> Self {
        Self {
            points: Reverse(points),
            reached,
            member,
        }
    }

    /// Before everyone with so many points, and after everyone with more.
    const fn first_with(points: i64) -> Self {
        Self::new(points, i64::MIN, Uuid::nil())
    }

    pub const fn points(self) -> i64 {
        self.points.0
    }
}

#[derive(Clone, Copy, Debug)]
struct Node {
    key: Key,
    priority: u64,
    left: u32,
    right: u32,
    size: u32,
}

/// Stands for no node.
const NONE: u32 = u32::MAX;

#[derive(Clone, Debug)]
pub struct Ranking {
    nodes: Vec<Node>,
    free: Vec<u32>,
    root: u32,
}

impl Default for Ranking {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            free: Vec::new(),
            root: NONE,
        }
    }
}

impl Ranking {
    pub fn len(&self) -> usize {
        self.size(self.root) as usize
    }

    pub fn is_empty(&self) -> bool {
        self.root == NONE
    }

    /// Adds a key that is not there yet.
    pub fn insert(&mut self, key: Key) {
        let fresh = self.make(key);
        let (before, after) = self.split(self.root, &key);
        let joined = self.join(before, fresh);
        self.root = self.join(joined, after);
    }

    /// Removes a key; one that is not there changes nothing.
    pub fn remove(&mut self, key: &Key) {
        self.root = self.without(self.root, key);
    }

    /// How many have more points: one less than the rank of those who have so many.
    pub fn above(&self, points: i64) -> usize {
        self.before(&Key::first_with(points))
    }

    /// How many have exactly so many points.
    pub fn with(&self, points: i64) -> usize {
        let below = points.checked_sub(1);
        let at_least = below.map_or(self.len(), |below| self.above(below));
        at_least - self.above(points)
    }

    /// How many stand before the key, whether it is there or not.
    pub fn before(&self, key: &Key) -> usize {
        let (mut at, mut count) = (self.root, 0);
        while let Some(node) = self.node(at) {
            if node.key < *key {
                count += self.size(node.left) + 1;
                at = node.right;
            } else {
                at = node.left;
            }
        }
        count as usize
    }

    /// The key at a place, counted from zero.
    pub fn get(&self, place: usize) -> Option<Key> {
        let mut place = u32::try_from(place).ok()?;
        let mut at = self.root;
        loop {
            let node = self.node(at)?;
            let left = self.size(node.left);
            match place.cmp(&left) {
                std::cmp::Ordering::Less => at = node.left,
                std::cmp::Ordering::Equal => return Some(node.key),
                std::cmp::Ordering::Greater => {
                    place -= left + 1;
                    at = node.right;
                }
            }
        }
    }

    fn node(&self, at: u32) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    fn size(&self, at: u32) -> u32 {
        self.node(at).map_or(0, |node| node.size)
    }

    fn make(&mut self, key: Key) -> u32 {
        let node = Node {
            key,
            priority: priority(key.member),
            left: NONE,
            right: NONE,
            size: 1,
        };
        if let Some(at) = self.free.pop() {
            self.nodes[at as usize] = node;
            return at;
        }
        self.nodes.push(node);
        u32::try_from(self.nodes.len() - 1).unwrap_or(NONE)
    }

    /// Sets what lies below a node and counts it.
    fn adopt(&mut self, at: u32, left: u32, right: u32) -> u32 {
        let size = 1 + self.size(left) + self.size(right);
        let node = &mut self.nodes[at as usize];
        (node.left, node.right, node.size) = (left, right, size);
        at
    }

    /// What stands before the key, and the rest.
    fn split(&mut self, at: u32, key: &Key) -> (u32, u32) {
        let Some(node) = self.node(at).copied() else {
            return (NONE, NONE);
        };
        if node.key < *key {
            let (before, after) = self.split(node.right, key);
            (self.adopt(at, node.left, before), after)
        } else {
            let (before, after) = self.split(node.left, key);
            (before, self.adopt(at, after, node.right))
        }
    }

    /// One tree of two, of which all of the first stands before the second.
    fn join(&mut self, first: u32, second: u32) -> u32 {
        let (Some(one), Some(two)) = (self.node(first).copied(), self.node(second).copied()) else {
            return if first == NONE { second } else { first };
        };
        if one.priority > two.priority {
            let right = self.join(one.right, second);
            self.adopt(first, one.left, right)
        } else {
            let left = self.join(first, two.left);
            self.adopt(second, left, two.right)
        }
    }

    fn without(&mut self, at: u32, key: &Key) -> u32 {
        let Some(node) = self.node(at).copied() else {
            return NONE;
        };
        match key.cmp(&node.key) {
            std::cmp::Ordering::Equal => {
                self.free.push(at);
                self.join(node.left, node.right)
            }
            std::cmp::Ordering::Less => {
                let left = self.without(node.left, key);
                self.adopt(at, left, node.right)
            }
            std::cmp::Ordering::Greater => {
                let right = self.without(node.right, key);
                self.adopt(at, node.left, right)
            }
        }
    }
}

/// Ids begin with a time, which would make a tree a list; mixed, they are as good as chance.
fn priority(member: Uuid) -> u64 {
    let (high, low) = member.as_u64_pair();
    let mut mixed = high ^ low.rotate_left(32);
    for _ in 0..2 {
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
    }
    mixed
}
