//! Spells the paths that were typed in one way, so that no file has two names.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

/// The paths, each once, without `.` and `..` inside. One that lies in another of them is spelled like that one, whether
/// either is absolute or not.
///
/// A link is not followed: what it leads to has a name of its own. So the `..` after a link stays.
pub fn spelled(paths: &[PathBuf]) -> Vec<PathBuf> {
    let clean: Vec<PathBuf> = paths.iter().map(|path| without_detours(path)).collect();
    let mut by_place: HashMap<PathBuf, &PathBuf> = HashMap::new();
    for path in &clean {
        by_place.entry(place(path)).or_insert(path);
    }
    let mut all = Vec::with_capacity(paths.len());
    let mut met = HashSet::new();
    for path in &clean {
        let place = place(path);
        let outermost = place
            .ancestors()
            .filter(|folder| by_place.contains_key(*folder));
        let outermost = outermost.last().unwrap_or(&place);
        if met.insert(place.clone()) {
            all.push(
                match (by_place.get(outermost), place.strip_prefix(outermost)) {
                    (Some(top), Ok(rest)) if rest.as_os_str().is_empty() => (*top).clone(),
                    (Some(top), Ok(rest)) if top.as_os_str() == "." => rest.to_owned(),
                    (Some(top), Ok(rest)) => top.join(rest),
                    _ => path.clone(),
                },
            );
        }
    }
    all
}

/// Where a path leads, from the root.
fn place(path: &Path) -> PathBuf {
    std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| without_detours(&path))
}

/// A path without `.`, and without `..` after a folder that is no link.
fn without_detours(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match (part, clean.components().next_back()) {
            (Component::CurDir, _) | (Component::ParentDir, Some(Component::RootDir)) => {}
            (Component::ParentDir, Some(Component::Normal(_))) if !clean.is_symlink() => {
                clean.pop();
            }
            _ => clean.push(part),
        }
    }
    if clean.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &[&str], expected: &[&str]) {
        let typed: Vec<PathBuf> = typed.iter().map(PathBuf::from).collect();
        let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
        assert_eq!(spelled(&typed), expected, "{typed:?}");
    }

    #[test]
    fn one_way_to_spell_a_path() {
        check(&["src", "./src", "src/", "src/../src"], &["src"]);
        check(
            &["src/read/..", "src/read/walk.rs"],
            &["src", "src/read/walk.rs"],
        );
        check(&["../x", ".."], &["../x", ".."]);
        check(&["x/..", "./y"], &[".", "y"]);
        check(&["b", "a", "a/c"], &["b", "a", "a/c"]);
        check(&["/a/../b/./c", "/.."], &["/b/c", "/"]);
    }

    #[test]
    fn a_path_in_another_is_spelled_like_it() {
        let here = std::path::absolute("src").unwrap();
        let here = here.to_str().unwrap();
        check(&["src", here], &["src"]);
        check(&[here, "src"], &[here]);
        check(
            &[&format!("{here}/read/walk.rs"), "src"],
            &["src/read/walk.rs", "src"],
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_follows_a_link_stays() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("/", &link).unwrap();
        let [inside, beside] = ["link/../a", "link2/../a"].map(|path| folder.path().join(path));
        let beside_clean = folder.path().join("a");
        assert_eq!(spelled(&[inside.clone(), beside]), [inside, beside_clean]);
    }
}
