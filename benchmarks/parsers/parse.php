<?php
// Parse each file of a folder; print `file: complaint`, then `parsed`.
foreach (scandir($argv[1]) as $name) {
    if ($name[0] === '.') continue;
    try {
        token_get_all(file_get_contents("$argv[1]/$name"), TOKEN_PARSE);
    } catch (ParseError $error) {
        echo "$name: line {$error->getLine()}: {$error->getMessage()}\n";
    }
}
echo "parsed\n";
