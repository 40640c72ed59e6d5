% Values of every type that Octave has, in its own formats and in a MAT-file of version 7.
%
% Run in this folder: octave-cli --no-init-file make_octave_files.m. It writes octave-values-text.txt,
% octave-values-text.gz, octave-values-binary.bin, octave-values-float.bin, octave-values-v7.mat; with
% what a MAT-file can't represent, octave-functions-text.txt and octave-functions-binary.bin; and a data
% set, datasets/octave/set.*. Then run make_octave_big_endian.py.

folder = [fileparts(mfilename('fullpath')) filesep];

scalar = 3.25;
negative_zero = -0;
complex_scalar = 1 + 2i;
complex_real = complex(1, 0);
matrix = [1 2.5; -3 NaN; Inf -Inf];
missing = [NA 1 NaN];
hard = [1e308 1e-308 5e-324 123456789012345678 0.1 2^-1074 1 / 3 -pi * 1e-9];
array = reshape(1:24, 2, 3, 4);
complex_matrix = [1 + 2i 3; 4 5i];
complex_array = reshape(complex(1:8, 8:-1:1), 2, 2, 2);
float_scalar = single(0.1);
float_complex = single(1 - 2i);
float_matrix = single([1 2; 3 0.1]);
float_missing = single([NA NaN -Inf]);
float_complex_matrix = single(complex_matrix);
range = 1:5;
range_steps = 0:0.1:1;
range_down = 5:-1:1;
range_short = 0:0.3:1;
range_near = 0:0.1:0.3;
range_zero = zeros(1, 3);
truth = true;
truths = [true false; false true; true true];
truth_array = true(2, 2, 2);
double_quoted = "double\ttab";
single_quoted = 'single';
rows = ['abc'; 'def'];
padded = char('a', 'long one');
no_text = '';
text_array = reshape('abcdefgh', 2, 2, 2);
greek = 'Größe Θ';
like_a_header = "a\n# name: hidden\n# type: scalar\n5\n";
cells = {1, 'two', {3, []}; [1 2 3], true, int8(4)};
cell_array = cell(2, 1, 2);
cell_array{4} = 1;
no_cells = {};
structure.a = 1;
structure.b = 'x';
structure.c.d = [1 2];
structure.empty = {{}};
structures = struct('name', {'Ann', 'Bob'}, 'value', {1, {2, 3}});
structure_matrix = struct('a', {1, 2; 3, 4});
no_fields = struct();
no_structures = struct('a', {});
sparse_matrix = sparse([1 3], [2 1], [1.5 -2], 3, 4);
sparse_truths = sparse_matrix > 0;
sparse_complex = sparse([1 2], [1 2], [1 + i, 2]);
sparse_empty = sparse(3, 2);
i8 = int8(-5);
u8 = uint8(200);
i16 = int16(-3);
u16 = uint16(7);
i32 = int32(-2147483648);
u32 = uint32(4294967295);
i64 = int64(9223372036854775807);
u64 = uint64(18446744073709551615);
i8_matrix = int8([-128 0; 127 1]);
u8_matrix = uint8([1 2; 3 255]);
i16_array = reshape(int16(1:8), 2, 2, 2);
u16_matrix = uint16([1 65535]);
i32_matrix = int32([1; -2]);
u32_matrix = uint32([1 4294967295]);
i64_matrix = int64([-9223372036854775807 - 1, 0, 9223372036854775807]);
u64_matrix = uint64([1 18446744073709551615]);
diagonal = diag([1 2 3]);
diagonal_wide = diag([1 2], 2, 3);
diagonal_complex = diag([1i 2]);
diagonal_float = single(diag([1 2]));
identity = eye(3);
permutation = eye(3)([3 1 2], :);
permutation_columns = eye(4)(:, [2 1 4 3]);
no_rows = zeros(0, 3);
no_columns = zeros(3, 0);
nothing = [];
empty_array = zeros(0, 3, 2);
no_integers = int8(zeros(0, 3));
found = find([1 0 1]);
global shared = 5;
last = 42;

variables = setdiff(who, {'folder'})';
save('-text', [folder 'octave-values-text.txt'], variables{:});
save('-text', '-zip', [folder 'octave-values-text.gz'], variables{:});
save('-binary', [folder 'octave-values-binary.bin'], variables{:});
% Octave 7.3 writes what it can't read for an empty array in single precision, and for a sparse logical
% matrix in a MAT-file.
floats = {'array', 'complex_array', 'complex_scalar', 'diagonal', 'hard', 'matrix', 'range_steps', ...
          'scalar', 'single_quoted', 'sparse_complex', 'sparse_matrix', 'structure_matrix', 'truths'};
save('-float-binary', [folder 'octave-values-float.bin'], floats{:});
variables = setdiff(variables, {'sparse_truths'});
save('-v7', [folder 'octave-values-v7.mat'], variables{:});

before = 1;
offset = 3;
named = @sin;
anonymous = @(x) x .^ 2;
captured = @(x) x + offset;
object = inline('x + 1');
holder = {@sin, 2, captured};
fields.f = captured;
fields.v = 1;
variables = {'before', 'named', 'anonymous', 'captured', 'object', 'holder', 'fields', 'last'};
save('-text', [folder 'octave-functions-text.txt'], variables{:});
save('-binary', [folder 'octave-functions-binary.bin'], variables{:});

rand('seed', 1);
y = mod(0:29, 3)' + 1;
X = rand(30, 4) + y;
Theta1 = reshape(sin(1:25) / 4, 5, 5);
Theta2 = reshape(cos(1:18) / 4, 3, 6);
folder = [folder 'datasets/octave/'];
mkdir(folder);
save('-text', [folder 'set.mat'], 'X', 'y', 'Theta1', 'Theta2');
save('-text', '-zip', [folder 'set.gz'], 'X', 'y', 'Theta1', 'Theta2');
save('-binary', [folder 'set.bin'], 'X', 'y', 'Theta1', 'Theta2');
save('-v7', [folder 'set-v7.mat'], 'X', 'y', 'Theta1', 'Theta2');
