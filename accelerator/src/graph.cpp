// The item graph and its centralities. As codestruct.dependence and codestruct.centrality.
#include "program.hpp"
#include "table_of_keys.hpp"

#include <algorithm>

// Edges a -> b of items with a definition and a use in them; the weight is the number of distinct symbols.
Links build_links(int32_t nodes, const Ints &item, const Ints &symbol, const Ints &define, const Ints &use) {
    std::vector<std::pair<uint64_t, int32_t>> found;
    for (size_t i = 0; i < define.size(); i++) {
        const int32_t from = item[define[i]], to = item[use[i]];
        if (from != to && from >= 0 && to >= 0) found.emplace_back(pair_key(from, to), symbol[use[i]]);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    Links links;
    links.indptr.assign(nodes + 1, 0);
    for (size_t i = 0; i < found.size(); i++) {
        if (i && found[i].first == found[i - 1].first) {
            links.weight.back()++;
            continue;
        }
        links.indices.push_back(static_cast<int32_t>(found[i].first));
        links.weight.push_back(1);
        links.indptr[(found[i].first >> 32) + 1]++;
    }
    for (int32_t node = 0; node < nodes; node++) links.indptr[node + 1] += links.indptr[node];
    return links;
}

// The number of other nodes that each node has a path to, for a graph that runs forward but for a few edges; false for
// any other. A sweep goes from the last node to the first; the last sweep finds nothing to add.
bool count_descendants(const Ints &indptr, const Ints &indices, Ints &counts) {
    constexpr int SWEEPS = 4;
    const size_t nodes = indptr.size() - 1, words = (nodes + 63) / 64;
    std::vector<uint64_t> sets(nodes * words);
    bool forward = true;
    for (size_t node = 0; node < nodes; node++) {
        sets[node * words + node / 64] |= uint64_t(1) << (node % 64);
        forward &= indptr[node] == indptr[node + 1] || indices[indptr[node]] >= static_cast<int32_t>(node);
    }
    bool done = false;
    for (int sweep = 0; sweep < SWEEPS && !done; sweep++) {
        bool grown = false;
        for (size_t node = nodes; node-- > 0;) {
            uint64_t *own = &sets[node * words];
            for (int32_t at = indptr[node]; at < indptr[node + 1]; at++) {
                const uint64_t *more = &sets[indices[at] * words];
                for (size_t word = 0; word < words; word++) {
                    grown |= more[word] & ~own[word];
                    own[word] |= more[word];
                }
            }
        }
        done = forward || !grown;
    }
    counts.assign(nodes, -1);
    for (size_t i = 0; i < sets.size(); i++) counts[i / words] += __builtin_popcountll(sets[i]);
    return done;
}

// Betweenness by Brandes's algorithm. The order of the additions is that of rustworkx over the same edges in ascending
// order, whose neighbours come last first, so that the bits are the same, too.
std::vector<double> measure_betweenness(const Ints &indptr, const Ints &indices) {
    const int32_t nodes = static_cast<int32_t>(indptr.size()) - 1;
    std::vector<double> between(nodes), paths(nodes), delta(nodes);
    Ints distance(nodes, -1), order;
    std::vector<Ints> before(nodes);
    for (int32_t source = 0; source < nodes; source++) {
        order.assign(1, source);
        paths[source] = 1.0;
        distance[source] = 0;
        for (size_t at = 0; at < order.size(); at++) {
            const int32_t node = order[at];
            for (int32_t edge = indptr[node + 1]; edge-- > indptr[node];) {
                const int32_t target = indices[edge];
                if (distance[target] < 0) {
                    distance[target] = distance[node] + 1;
                    order.push_back(target);
                }
                if (distance[target] == distance[node] + 1) {
                    paths[target] += paths[node];
                    before[target].push_back(node);
                }
            }
        }
        for (auto at = order.rbegin(); at != order.rend(); ++at) {
            const double share = (1.0 + delta[*at]) / paths[*at];
            for (int32_t node : before[*at]) delta[node] += paths[node] * share;
            if (*at != source) between[*at] += delta[*at];
        }
        for (int32_t node : order) {
            distance[node] = -1;
            paths[node] = delta[node] = 0.0;
            before[node].clear();
        }
    }
    const double scale = 1.0 / ((nodes - 1.0) * (nodes - 2.0));
    for (double &one : between) one *= scale;
    return between;
}
