//! Cycles: which types would contain themselves, and so need a box.

use super::types::{Body, Definition, Type, TypeId};

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
    let mut path: Vec<usize> = Vec::new();
    for start in 0..count {
        let mut work = if order[start] == NEW { vec![(start, 0)] } else { Vec::new() };
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
