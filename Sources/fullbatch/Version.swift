/// The version of the package, which is defined only here.
///
/// `--version`, the man pages and `make install` read it from here.
enum Version {
  /// Semantic version number; the newest section of CHANGELOG.md has the same number.
  static let number = "0.2.0"
}
