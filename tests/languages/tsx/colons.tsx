// Names with a colon, as in SVG, name nothing.
const link = 1, xlink = 2;
const shape = <svg:use xlink:href={link} id="a"></svg:use>;
//                                 ^ reads: 2
