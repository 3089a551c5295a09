/** The joints of ARKit's skeleton that make a figure, from joint to joint. */
export const BONES: readonly (readonly [string, string])[] = [
  ['head_joint', 'neck_1_joint'],
  ['neck_1_joint', 'hips_joint'],
  ['neck_1_joint', 'left_arm_joint'],
  ['left_arm_joint', 'left_forearm_joint'],
  ['left_forearm_joint', 'left_hand_joint'],
  ['neck_1_joint', 'right_arm_joint'],
  ['right_arm_joint', 'right_forearm_joint'],
  ['right_forearm_joint', 'right_hand_joint'],
  ['hips_joint', 'left_upLeg_joint'],
  ['left_upLeg_joint', 'left_leg_joint'],
  ['left_leg_joint', 'left_foot_joint'],
  ['hips_joint', 'right_upLeg_joint'],
  ['right_upLeg_joint', 'right_leg_joint'],
  ['right_leg_joint', 'right_foot_joint'],
];

/** The figure's head is a circle around this joint. */
export const HEAD = 'head_joint';
