//! Cycles: which types would contain themselves, and so need a box; which schemas would never come to an end.

use super::model::{Id, Logic, Model, Rare, Schema};
use super::types::{Body, Definition, Type, TypeId};

/// The first schema of each cycle that never looks at a part of the value: checking it would not end.
pub(super) fn endless(model: &Model) -> Vec<Id> {
    let edges: Vec<Vec<usize>> = model.schemas.iter().map(|schema| in_place(schema)).collect();
    let components = components(&edges);
    let mut sizes = vec![0_usize; edges.len()];
    for component in &components {
        sizes[*component] += 1;
    }
    let mut found = Vec::new();
    for (node, component) in components.into_iter().enumerate() {
        // No size stays for those that come behind the first.
        let size = std::mem::take(&mut sizes[component]);
        if size > 1 || size == 1 && edges[node].contains(&node) {
            found.push(Id(node));
        }
    }
    found
}

/// The schemas that apply to the same value as this one does.
fn in_place(schema: &Schema) -> Vec<usize> {
    if schema.logic == Rare::default() && schema.object.dependent_schemas.is_empty() {
        return Vec::new();
    }
    let Logic { references, all_of, any_of, one_of, not, conditions } = &*schema.logic;
    let branches = conditions
        .iter()
        .flat_map(|condition| [Some(condition.when), condition.then, condition.otherwise].into_iter().flatten());
    let lists = any_of.iter().chain(one_of).flatten();
    let all = references.iter().chain(all_of).chain(lists).chain(not).copied().chain(branches);
    let dependent = schema.object.dependent_schemas.iter().map(|(_, id)| *id);
    all.chain(dependent).map(|id| id.0).collect()
}

/// For each type, the cycle of direct containment that it belongs to; types in the same one must be boxed.
pub(super) fn containment(definitions: &[Definition]) -> Vec<usize> {
    let edges: Vec<Vec<usize>> = definitions.iter().map(contained).collect();
    components(&edges)
}

fn contained(definition: &Definition) -> Vec<usize> {
    let mut found = Vec::new();
    match &definition.body {
        Body::Struct { fields, .. } => {
            for field in fields {
                direct(&field.of, &mut found);
            }
        }
        Body::Union(variants) => {
            for variant in variants {
                direct(&variant.of, &mut found);
            }
        }
        Body::Checked { inner, .. } => direct(inner, &mut found),
        Body::Words(_) | Body::Constants(_) => {}
    }
    found.into_iter().map(|TypeId(id)| id).collect()
}

fn direct(of: &Type, found: &mut Vec<TypeId>) {
    match of {
        Type::Named(id) => found.push(*id),
        Type::Nullable(inner) => direct(inner, found),
        Type::Tuple(each) => {
            for part in each {
                direct(part, found);
            }
        }
        _ => {}
    }
}

/// Tarjan's strongly connected components, without recursion: each node's component.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let count = edges.len();
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
                let child = edges[node][edge - 1];
                if component[child] == NEW {
                    low[node] = low[node].min(low[child]);
                }
            }
            match edges[node].get(edge) {
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
