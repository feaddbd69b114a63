// Members are in scope in the whole class, also before their declaration; locals and bases hide.
struct B { int v = 1; int w; };
struct D : B {
  D(int v) : B{v, m}, m(v), k(m) { v = k; this->v = v; }
  //           ^        ^          ^                ^ binds: 4:9
  int f(int w = 2) { struct L { int w; int g() { return w; } } l{w}; return v + m + l.g() + B::w; }
  //                                                             ^ binds: 6:13
  //                                                                                ^ binds: 6:64
  int m, k;
};
