/// Which matrix a network multiplies a direction with.
public enum CurvatureProduct: String, CaseIterable, Codable, Sendable {
  /// The Hessian ∇²J, by Pearlmutter's R-operator (1994). Exact; may be indefinite.
  case hessian
  /// The Gauss–Newton matrix Jᵀ H_loss J + λ/m (Schraudolph 2002): the Hessian without the terms in
  /// which the network itself is bent. Positive semidefinite for every loss of the package.
  case gaussNewton
}
