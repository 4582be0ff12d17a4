//! Use-cases know each other without going round in a circle.

use std::collections::{BTreeMap, BTreeSet};

use crate::layers::{module_path, paths};
use crate::source::Source;

/// The modules right below `cases`, each with those it uses.
type Graph = BTreeMap<String, BTreeSet<String>>;

/// The groups of modules below `cases` that lead back to each other, each in alphabetical order.
pub fn circles(sources: &[Source]) -> BTreeSet<Vec<String>> {
    let graph = graph(sources);
    let groups = graph.keys().map(|start| {
        let ahead = reached(&graph, start);
        let back = ahead.into_iter().filter(|other| reached(&graph, other).contains(start));
        back.collect::<Vec<_>>()
    });
    groups.filter(|group| group.len() > 1).collect()
}

fn graph(sources: &[Source]) -> Graph {
    let mut graph = Graph::new();
    for source in sources.iter().filter(|source| !source.is_test()) {
        let Some(file) = source.path.strip_prefix("backend/core/src/") else { continue };
        let own = module_path(file);
        let ["cases", module, ..] = own[..] else { continue };
        let used = paths(source, &own).into_iter().filter_map(|(_, path)| {
            let used = path.strip_prefix("crate::cases::")?.split("::").next()?;
            (used != module).then(|| used.to_owned())
        });
        graph.entry(module.to_owned()).or_default().extend(used);
    }
    graph
}

fn reached(graph: &Graph, start: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut next = vec![start];
    while let Some(module) = next.pop() {
        for used in graph.get(module).into_iter().flatten() {
            if reached.insert(used.clone()) {
                next.push(used);
            }
        }
    }
    reached
}
