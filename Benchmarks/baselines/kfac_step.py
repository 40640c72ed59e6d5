"""The passes over the examples in a step of kfac-jax with adaptive step length, momentum and damping."""

# The gradient, the estimate of the factors, and the Gauss-Newton products with the two vectors of the
# quadratic model.
PASSES = 4
# Every so many steps one more pass, the cost at the new point, adapts the damping.
DAMPING_INTERVAL = 5
