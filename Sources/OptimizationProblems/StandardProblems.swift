/// The test set of Moré, Garbow and Hillstrom in 45 instances.
///
/// It contains all 35 problems. Problems of fixed size (1–10, 13–15, 17, 19) occur once; if only m
/// is variable (11, 12, 16, 18), it is the usual one, for which the minima are known. Problems of
/// variable size have n = 10, with these additional instances:
///
/// - Watson at 6, 9 and 12 and Chebyquad at 8, 9 and 10: the sizes with published minima;
/// - the penalty functions at 4 and 10, for the same reason;
/// - the extended Rosenbrock and Powell singular functions and the two Broyden functions also at
///   100, which exceeds the memory of limited-memory methods;
/// - the linear functions (32–34) at n = 10, m = 20: m > n, so that their minima are not zero.
///
/// Source: J. J. Moré, B. S. Garbow and K. E. Hillstrom, "Testing Unconstrained Optimization
/// Software", ACM Transactions on Mathematical Software 7 (1981) 17–41, section 3.
public enum StandardProblems {
  /// The 45 instances in the order of the paper's numbers.
  public static let all: [StandardProblem] = [
    StandardProblem(1, "Rosenbrock", ExtendedRosenbrock(parameterCount: 2)),
    StandardProblem(2, "Freudenstein and Roth", FreudensteinRoth()),
    StandardProblem(3, "Powell badly scaled", PowellBadlyScaled()),
    StandardProblem(4, "Brown badly scaled", BrownBadlyScaled()),
    StandardProblem(5, "Beale", Beale()),
    StandardProblem(6, "Jennrich and Sampson", JennrichSampson(residualCount: 10)),
    StandardProblem(7, "Helical valley", HelicalValley()),
    StandardProblem(8, "Bard", Bard()),
    StandardProblem(9, "Gaussian", Gaussian()),
    StandardProblem(10, "Meyer", Meyer()),
    StandardProblem(11, "Gulf research and development", GulfResearch(residualCount: 99)),
    StandardProblem(12, "Box three-dimensional", BoxThreeDimensional(residualCount: 10)),
    StandardProblem(13, "Powell singular", ExtendedPowellSingular(parameterCount: 4)),
    StandardProblem(14, "Wood", Wood()),
    StandardProblem(15, "Kowalik and Osborne", KowalikOsborne()),
    StandardProblem(16, "Brown and Dennis", BrownDennis(residualCount: 20)),
    StandardProblem(17, "Osborne 1", Osborne1()),
    StandardProblem(18, "Biggs EXP6", BiggsEXP6(residualCount: 13)),
    StandardProblem(19, "Osborne 2", Osborne2()),
    StandardProblem(20, "Watson", Watson(parameterCount: 6)),
    StandardProblem(20, "Watson", Watson(parameterCount: 9)),
    StandardProblem(20, "Watson", Watson(parameterCount: 12)),
    StandardProblem(21, "Extended Rosenbrock", ExtendedRosenbrock(parameterCount: 10)),
    StandardProblem(21, "Extended Rosenbrock", ExtendedRosenbrock(parameterCount: 100)),
    StandardProblem(22, "Extended Powell singular", ExtendedPowellSingular(parameterCount: 12)),
    StandardProblem(22, "Extended Powell singular", ExtendedPowellSingular(parameterCount: 100)),
    StandardProblem(23, "Penalty I", PenaltyI(parameterCount: 4)),
    StandardProblem(23, "Penalty I", PenaltyI(parameterCount: 10)),
    StandardProblem(24, "Penalty II", PenaltyII(parameterCount: 4)),
    StandardProblem(24, "Penalty II", PenaltyII(parameterCount: 10)),
    StandardProblem(25, "Variably dimensioned", VariablyDimensioned(parameterCount: 10)),
    StandardProblem(26, "Trigonometric", Trigonometric(parameterCount: 10)),
    StandardProblem(27, "Brown almost-linear", BrownAlmostLinear(parameterCount: 10)),
    StandardProblem(28, "Discrete boundary value", DiscreteBoundaryValue(parameterCount: 10)),
    StandardProblem(29, "Discrete integral equation", DiscreteIntegralEquation(parameterCount: 10)),
    StandardProblem(30, "Broyden tridiagonal", BroydenTridiagonal(parameterCount: 10)),
    StandardProblem(30, "Broyden tridiagonal", BroydenTridiagonal(parameterCount: 100)),
    StandardProblem(31, "Broyden banded", BroydenBanded(parameterCount: 10)),
    StandardProblem(31, "Broyden banded", BroydenBanded(parameterCount: 100)),
    StandardProblem(
      32, "Linear, full rank", LinearFullRank(parameterCount: 10, residualCount: 20)),
    StandardProblem(33, "Linear, rank 1", LinearRankOne(parameterCount: 10, residualCount: 20)),
    StandardProblem(
      34, "Linear, rank 1 with zero columns and rows",
      LinearRankOneWithZeros(parameterCount: 10, residualCount: 20)),
    StandardProblem(35, "Chebyquad", Chebyquad(parameterCount: 8, residualCount: 8)),
    StandardProblem(35, "Chebyquad", Chebyquad(parameterCount: 9, residualCount: 9)),
    StandardProblem(35, "Chebyquad", Chebyquad(parameterCount: 10, residualCount: 10)),
  ]
}
