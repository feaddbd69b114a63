// Function try blocks, catch parameters, labels.
int f(int e) try { if (e) throw e; int x = e; goto e; e: return x; } catch (int e2) { return e2 + e; } catch (...) { return e; }
//                     ^        ^          ^                                                      ^                         ^ binds: 2:11
//                                                 ^ binds: 2:55
//                                                              ^ binds: 2:40
//                                                                                           ^ binds: 2:81
