// The path of fmincg from θ₀ in numbers of 113 bits: what exact arithmetic comes to.
//
// Standard input, doubles: the features example by example, the labels 1…10, θ₀. Standard output: a
// line an iteration, the cost and the evaluations so far. See fmincg_exact.py, which runs it.

#include <quadmath.h>
#include <stdio.h>
#include <stdlib.h>

typedef __float128 Real;

enum { EXAMPLES = 5000, INPUTS = 400, HIDDEN = 25, CLASSES = 10, ITERATIONS = 100 };
enum { BLOCK1 = HIDDEN * (1 + INPUTS), COUNT = BLOCK1 + CLASSES * (1 + HIDDEN) };

static double features[EXAMPLES][INPUTS];
static int classOf[EXAMPLES];
static Real activations[EXAMPLES][HIDDEN], hiddenErrors[EXAMPLES][HIDDEN];
static Real outputErrors[EXAMPLES][CLASSES], losses[EXAMPLES];

// θ = [Theta1(:); Theta2(:)], column-major, column 0 the biases.
static Real *weight1(Real *p, int unit, int column) { return p + column * HIDDEN + unit; }
static Real *weight2(Real *p, int k, int column) { return p + BLOCK1 + column * CLASSES + k; }

static Real sigmoid(Real z) { return 1 / (1 + expq(-z)); }

static void propagate(Real *theta, int e) {
  Real z[HIDDEN], back[HIDDEN] = {0};
  for (int h = 0; h < HIDDEN; h++) z[h] = *weight1(theta, h, 0);
  for (int i = 0; i < INPUTS; i++) {
    if (features[e][i] == 0) continue;
    for (int h = 0; h < HIDDEN; h++) z[h] += *weight1(theta, h, i + 1) * features[e][i];
  }
  for (int h = 0; h < HIDDEN; h++) activations[e][h] = sigmoid(z[h]);
  losses[e] = 0;
  for (int k = 0; k < CLASSES; k++) {
    Real output = *weight2(theta, k, 0), target = classOf[e] == k;
    for (int h = 0; h < HIDDEN; h++) output += *weight2(theta, k, h + 1) * activations[e][h];
    losses[e] += fmaxq(output, 0) + log1pq(expq(-fabsq(output))) - target * output;
    outputErrors[e][k] = sigmoid(output) - target;
    for (int h = 0; h < HIDDEN; h++) back[h] += outputErrors[e][k] * *weight2(theta, k, h + 1);
  }
  for (int h = 0; h < HIDDEN; h++)
    hiddenErrors[e][h] = back[h] * activations[e][h] * (1 - activations[e][h]);
}

// J(θ) and ∇J(θ) for λ = 1.
static Real cost(Real *theta, Real *gradient) {
#pragma omp parallel for schedule(dynamic, 50)
  for (int e = 0; e < EXAMPLES; e++) propagate(theta, e);
#pragma omp parallel for schedule(dynamic, 8)
  for (int column = 0; column <= INPUTS; column++) {
    for (int h = 0; h < HIDDEN; h++) *weight1(gradient, h, column) = 0;
    for (int e = 0; e < EXAMPLES; e++) {
      double x = column == 0 ? 1 : features[e][column - 1];
      if (x == 0) continue;
      for (int h = 0; h < HIDDEN; h++) *weight1(gradient, h, column) += hiddenErrors[e][h] * x;
    }
  }
  for (int column = 0; column <= HIDDEN; column++)
    for (int k = 0; k < CLASSES; k++) {
      Real sum = 0;
      for (int e = 0; e < EXAMPLES; e++)
        sum += outputErrors[e][k] * (column == 0 ? 1 : activations[e][column - 1]);
      *weight2(gradient, k, column) = sum;
    }
  Real sum = 0, squares = 0;
  for (int e = 0; e < EXAMPLES; e++) sum += losses[e];
  for (int i = 0; i < COUNT; i++) {
    int isBias = i < HIDDEN || (i >= BLOCK1 && i < BLOCK1 + CLASSES);
    if (!isBias) squares += theta[i] * theta[i];
    gradient[i] = (gradient[i] + (isBias ? 0 : theta[i])) / EXAMPLES;
  }
  return (sum + squares / 2) / EXAMPLES;
}

static Real dot(const Real *x, const Real *y) {
  Real sum = 0;
  for (int i = 0; i < COUNT; i++) sum += x[i] * y[i];
  return sum;
}

// A step along the direction, with the value and the slope there.
typedef struct {
  Real step, value, slope;
} Sample;

static Real origin[COUNT], direction[COUNT], trialPoint[COUNT], gradient[COUNT], trialGradient[COUNT];
static int evaluations;

static Sample evaluate(Real step) {
  for (int i = 0; i < COUNT; i++) trialPoint[i] = origin[i] + step * direction[i];
  Sample sample = {step, cost(trialPoint, trialGradient), 0};
  sample.slope = dot(trialGradient, direction);
  evaluations++;
  return sample;
}

// Where the cubic through two samples is least, as Nocedal and Wright have it (3.59); NaN for none.
static Real cubicMinimizer(Sample a, Sample b) {
  Real h = b.step - a.step, theta = 3 * (a.value - b.value) / h + a.slope + b.slope;
  Real gamma = copysignq(sqrtq(theta * theta - a.slope * b.slope), h);
  return a.step + h * (gamma - a.slope + theta) / (2 * gamma - a.slope + b.slope);
}

static Real quadraticMinimizer(Sample a, Sample b) {
  Real h = b.step - a.step;
  return a.step + h * a.slope / (2 * ((a.value - b.value) / h + a.slope));
}

static int isTooFar(Sample trial, Sample start) {
  return trial.value > start.value + 0.01 * start.slope * trial.step
         || trial.slope > -0.5 * start.slope;
}

static Real interpolated(Sample near, Sample trial, Sample start) {
  Real length = trial.step - near.step;
  Real best = trial.value > start.value ? quadraticMinimizer(near, trial) : cubicMinimizer(near, trial);
  if (!finiteq(best)) return trial.step - length / 2;
  return trial.step - fminq(fmaxq(trial.step - best, 0.1 * length), (1 - 0.1) * length);
}

// far < 0: no step is known to be too far.
static Real extrapolated(Sample near, Sample trial, Real far) {
  Real longest = far < 0 ? 3 * trial.step : (trial.step + far) / 2;
  Real best = cubicMinimizer(near, trial);
  if (!finiteq(best) || best < trial.step) return longest;
  if (best > (far < 0 ? longest : far)) return longest;
  Real least = trial.step + 0.1 * (trial.step - near.step);
  if (best < least) return least;
  return far < 0 ? best : fmaxq(best, trial.step + (1 - 0.1) * (far - trial.step));
}

static Sample search(Sample start, Real first) {
  Sample near = start, trial = evaluate(first);
  Real far = -1;
  for (int remaining = 20; remaining > 0; remaining--) {
    if (isTooFar(trial, start)) {
      far = trial.step;
      trial = evaluate(interpolated(near, trial, start));
    } else if (trial.slope > 0.5 * start.slope) {
      return trial;
    } else {
      Real step = extrapolated(near, trial, far);
      near = trial;
      trial = evaluate(step);
    }
  }
  if (!isTooFar(trial, start) && trial.slope > 0.5 * start.slope) return trial;
  fprintf(stderr, "the line search failed\n");
  exit(1);
}

static void readDoubles(double *numbers, size_t count) {
  if (fread(numbers, sizeof(double), count, stdin) == count) return;
  fprintf(stderr, "too few numbers\n");
  exit(2);
}

int main(void) {
  static double labels[EXAMPLES], start[COUNT];
  readDoubles(features[0], (size_t)EXAMPLES * INPUTS);
  readDoubles(labels, EXAMPLES);
  readDoubles(start, COUNT);
  for (int e = 0; e < EXAMPLES; e++) classOf[e] = (int)labels[e] - 1;
  for (int i = 0; i < COUNT; i++) origin[i] = start[i];

  Sample here = {0, cost(origin, gradient), 0};
  evaluations = 1;
  for (int i = 0; i < COUNT; i++) direction[i] = -gradient[i];
  here.slope = dot(gradient, direction);
  Real step = 1 / (1 - here.slope);
  for (int iteration = 1; iteration <= ITERATIONS; iteration++) {
    Sample accepted = search(here, step);
    Real square = dot(trialGradient, trialGradient);
    Real beta = (square - dot(gradient, trialGradient)) / dot(gradient, gradient);
    for (int i = 0; i < COUNT; i++) {
      origin[i] = trialPoint[i];
      gradient[i] = trialGradient[i];
      direction[i] = beta * direction[i] - gradient[i];
    }
    Real slope = dot(gradient, direction);
    if (slope > 0) {
      for (int i = 0; i < COUNT; i++) direction[i] = -gradient[i];
      slope = -square;
    }
    step = accepted.step * fminq(100, here.slope / slope);
    here = (Sample){0, accepted.value, slope};
    char text[64];
    quadmath_snprintf(text, sizeof text, "%.25Qe", here.value);
    printf("%s %d\n", text, evaluations);
    fflush(stdout);
  }
}
