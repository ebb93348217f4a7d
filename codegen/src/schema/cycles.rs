//! Cycles: which types would contain themselves, and so need a box; which schemas would never come to an end.

use super::model::{Id, Logic, Model, Rare, Schema};
use super::types::{Body, Definition, Type, TypeId};

/// The first schema of each cycle that never looks at a part of the value: checking it would not end.
pub(super) fn endless(model: &Model) -> Vec<Id> {
    let edges = Edges::new(&model.schemas, |schema, found| in_place(schema, found));
    let components = components(&edges);
    let mut sizes = vec![0_usize; components.len()];
    for component in &components {
        sizes[*component] += 1;
    }
    let mut found = Vec::new();
    for (node, component) in components.into_iter().enumerate() {
        // No size stays for those that come behind the first.
        let size = std::mem::take(&mut sizes[component]);
        if size > 1 || size == 1 && edges.of(node).contains(&node) {
            found.push(Id(node));
        }
    }
    found
}

/// The schemas that apply to the same value as this one does.
fn in_place(schema: &Schema, found: &mut Vec<usize>) {
    if schema.logic != Rare::default() {
        let Logic { references, all_of, any_of, one_of, not, conditions } = &*schema.logic;
        let lists = any_of.iter().chain(one_of).flatten();
        found.extend(references.iter().chain(all_of).chain(lists).chain(not).map(|id| id.0));
        let branches = conditions.iter().flat_map(|one| [Some(one.when), one.then, one.otherwise]);
        found.extend(branches.flatten().map(|id| id.0));
    }
    found.extend(schema.object.dependent_schemas.iter().map(|(_, id)| id.0));
}

/// For each type, the cycle of direct containment that it belongs to; types in the same one must be boxed.
pub(super) fn containment(definitions: &[Definition]) -> Vec<usize> {
    components(&Edges::new(definitions, contained))
}

fn contained(definition: &Definition, found: &mut Vec<usize>) {
    match &definition.body {
        Body::Struct { fields, .. } => {
            for field in fields {
                direct(&field.of, found);
            }
        }
        Body::Union(variants) => {
            for variant in variants {
                direct(&variant.of, found);
            }
        }
        Body::Checked { inner, .. } => direct(inner, found),
        Body::Words(_) | Body::Constants(_) => {}
    }
}

fn direct(of: &Type, found: &mut Vec<usize>) {
    match of {
        Type::Named(TypeId(id)) => found.push(*id),
        Type::Nullable(inner) => direct(inner, found),
        Type::Tuple(each) => {
            for part in each {
                direct(part, found);
            }
        }
        _ => {}
    }
}

/// A graph: which nodes each node leads to.
struct Edges {
    /// Those of the first node, of the second …
    all: Vec<usize>,
    /// Where each node's end.
    ends: Vec<usize>,
}

impl Edges {
    fn new<N>(nodes: &[N], add: impl Fn(&N, &mut Vec<usize>)) -> Self {
        let mut all = Vec::with_capacity(nodes.len());
        let ends = nodes.iter().map(|node| {
            add(node, &mut all);
            all.len()
        });
        Self { ends: ends.collect(), all }
    }

    fn of(&self, node: usize) -> &[usize] {
        let start = if node == 0 { 0 } else { self.ends[node - 1] };
        &self.all[start..self.ends[node]]
    }
}

/// Tarjan's strongly connected components, without recursion: each node's component.
fn components(edges: &Edges) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let count = edges.ends.len();
    let (mut order, mut low) = (vec![NEW; count], vec![0; count]);
    let mut component = vec![NEW; count];
    let (mut next, mut made) = (0, 0);
    let (mut path, mut work): (Vec<usize>, Vec<(usize, usize)>) = (Vec::new(), Vec::new());
    for start in 0..count {
        if order[start] == NEW {
            work.push((start, 0));
        }
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                order[node] = next;
                low[node] = next;
                next += 1;
                path.push(node);
            } else {
                let child = edges.of(node)[edge - 1];
                if component[child] == NEW {
                    low[node] = low[node].min(low[child]);
                }
            }
            match edges.of(node).get(edge) {
                Some(child) => {
                    work.push((node, edge + 1));
                    if order[*child] == NEW {
                        work.push((*child, 0));
                    }
                }
                None if low[node] == order[node] => {
                    while let Some(member) = path.pop() {
                        component[member] = made;
                        if member == node {
                            break;
                        }
                    }
                    made += 1;
                }
                None => {}
            }
        }
    }
    component
}
