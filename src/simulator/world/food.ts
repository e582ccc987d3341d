/** One serving, with what is in it. */
export type Food = {
  name: string;
  /** Terra's code of the unit of its amount, and how much a serving is. */
  unit: number;
  amount: number;
  carbohydrates: number;
  sugar: number;
  fiber: number;
  fat: number;
  saturatedFat: number;
  protein: number;
  sodiumMg: number;
  potassiumMg: number;
  calciumMg: number;
  ironMg: number;
  vitaminCMg: number;
  caffeineMg: number;
};

const GRAM = 1;
const CUP = 4;
const COUNT = 10;

export const BREAKFASTS: readonly Food[] = [
  food("Oatmeal with berries", GRAM, 320, [58, 14, 9, 9, 2, 13], [120, 420, 180, 3.6, 18, 0]),
  food("Eggs on toast", COUNT, 2, [34, 4, 4, 19, 5, 21], [560, 310, 120, 3.2, 2, 0]),
  food("Yoghurt and granola", GRAM, 280, [49, 21, 5, 12, 4, 18], [140, 460, 320, 1.8, 4, 0]),
  food("Coffee and a croissant", COUNT, 1, [32, 8, 2, 15, 9, 7], [310, 180, 60, 1.4, 0, 95]),
];

export const LUNCHES: readonly Food[] = [
  food("Dal bhat", GRAM, 520, [96, 6, 14, 13, 3, 24], [820, 860, 110, 6.2, 21, 0]),
  food("Chicken salad bowl", GRAM, 430, [38, 8, 9, 22, 4, 41], [690, 980, 130, 3.4, 46, 0]),
  food("Lentil soup and bread", GRAM, 480, [71, 7, 16, 9, 2, 25], [910, 890, 90, 6.8, 14, 0]),
  food("Tuna sandwich", COUNT, 1, [46, 6, 4, 17, 3, 31], [780, 420, 110, 2.9, 5, 0]),
];

export const DINNERS: readonly Food[] = [
  food("Pasta with vegetables", GRAM, 460, [88, 13, 9, 17, 5, 23], [640, 780, 190, 4.4, 41, 0]),
  food("Salmon, rice and greens", GRAM, 450, [62, 4, 6, 24, 5, 42], [520, 1120, 100, 2.8, 38, 0]),
  food("Tofu stir-fry", GRAM, 430, [58, 11, 8, 21, 3, 29], [980, 820, 340, 5.9, 62, 0]),
  food("Chicken curry", GRAM, 480, [67, 9, 7, 25, 8, 38], [870, 790, 90, 3.7, 17, 0]),
];

export const SNACKS: readonly Food[] = [
  food("Banana", COUNT, 1, [27, 14, 3, 0.4, 0.1, 1.3], [1, 422, 6, 0.3, 10, 0]),
  food("Almonds", GRAM, 30, [6.5, 1.3, 3.8, 15, 1.1, 6.3], [0, 220, 80, 1.1, 0, 0]),
  food("Latte", CUP, 1, [18, 17, 0, 7, 4.5, 12], [150, 480, 400, 0.1, 0, 128]),
  food("Dark chocolate", GRAM, 25, [11, 6, 2.7, 11, 6, 2], [5, 180, 18, 3, 0, 20]),
];

function food(
  name: string,
  unit: number,
  amount: number,
  [carbohydrates, sugar, fiber, fat, saturatedFat, protein]: Six,
  [sodiumMg, potassiumMg, calciumMg, ironMg, vitaminCMg, caffeineMg]: Six,
): Food {
  const macros = { carbohydrates, sugar, fiber, fat, saturatedFat, protein };
  return { name, unit, amount, ...macros, sodiumMg, potassiumMg, calciumMg, ironMg, vitaminCMg, caffeineMg };
}

type Six = readonly [number, number, number, number, number, number];
