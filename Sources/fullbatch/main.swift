print("fullbatch")
