// Every kernel for one scalar type at one level. NAME(f) keeps the two types' functions apart.

#undef NAME
#define NAME(function) JOIN(function, _, TYPE)

#include "Vector.h"
#include "Exponential.h"
#include "Sigmoid.h"
#include "HyperbolicTangent.h"
#include "SigmoidCrossEntropy.h"
#include "SoftmaxCrossEntropy.h"
#include "NonzeroPattern.h"
#include "NearestPattern.h"
#include "GroupedMultiply.h"
#include "GradientSlabs.h"
#include "GroupedGradient.h"
#include "ListedMultiply.h"
#include "ListedUpdate.h"
#include "AddThenDot.h"
#include "AdamStep.h"
#include "SumOfSquares.h"

const JOIN(CKernels, TYPE, ) JOIN(JOIN(ckernels, LEVEL, ), TYPE, ) = {
    .exponential = NAME(exponential),
    .sigmoid = NAME(sigmoid),
    .hyperbolicTangent = NAME(hyperbolicTangent),
    .sigmoidCrossEntropy = NAME(sigmoidCrossEntropy),
    .targetCrossEntropy = NAME(targetCrossEntropy),
    .softmaxCrossEntropy = NAME(softmaxCrossEntropy),
    .nonzeroPattern = NAME(nonzeroPattern),
    .nearestPattern = NAME(nearestPattern),
    .groupedMultiply = NAME(groupedMultiply),
    .groupedGradient = NAME(groupedGradient),
    .gradientWidth = NAME(gradientWidth),
    .gradientUnpack = NAME(gradientUnpack),
    .listedMultiply = NAME(listedMultiply),
    .listedUpdate = NAME(listedUpdate),
    .addThenDot = NAME(addThenDot),
    .adamStep = NAME(adamStep),
    .sumOfSquares = NAME(sumOfSquares),
};
