% GNU Octave: cost and gradient of ex4 over all examples, and reading the MAT-file.
%   octave-cli octave_baseline.m WORK PRECISION     (environment: FULLBATCH_START, the initial parameters as doubles)
arguments = argv();
work = arguments{1};
data = fullfile(fileparts(mfilename("fullpath")), "..", "..", "data", "ex4data1.mat");

function [cost, gradient] = evaluate(theta, x, y, lambda)
  m = rows(x);
  theta1 = reshape(theta(1:10025), 25, 401);
  theta2 = reshape(theta(10026:end), 10, 26);
  hidden = 1 ./ (1 + exp(-(x * theta1(:, 2:end)' + theta1(:, 1)')));
  output = hidden * theta2(:, 2:end)' + theta2(:, 1)';
  loss = sum(sum(max(output, 0) - y .* output + log1p(exp(-abs(output)))));
  error2 = (1 ./ (1 + exp(-output)) - y) / m;
  error1 = (error2 * theta2(:, 2:end)) .* hidden .* (1 - hidden);
  gradient1 = [sum(error1)', error1' * x + lambda / m * theta1(:, 2:end)];
  gradient2 = [sum(error2)', error2' * hidden + lambda / m * theta2(:, 2:end)];
  squares = sumsq(theta1(:, 2:end)(:)) + sumsq(theta2(:, 2:end)(:));
  cost = loss / m + lambda / (2 * m) * squares;
  gradient = [gradient1(:); gradient2(:)];
end

file = fopen(getenv("FULLBATCH_START"));
theta = fread(file, Inf, "double");
fclose(file);
load(data);
targets = eye(10)(y, :);
if strcmp(arguments{2}, "float")
  [theta, X, targets] = deal(single(theta), single(X), single(targets));
end

times = [];
cost = evaluate(theta, X, targets, 1);
begin = tic();
while toc(begin) < 1.5
  t = tic();
  if strcmp(work, "mat")
    load(data);
  else
    [cost, gradient] = evaluate(theta, X, targets, 1);
  end
  times(end + 1) = 1e3 * toc(t);
end
printf("{\"milliseconds\": %.6f, \"minimum\": %.6f, \"cost\": %.15f}\n", median(times), min(times), cost);
