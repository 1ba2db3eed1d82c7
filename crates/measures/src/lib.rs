//! The methods behind the shared measures: survival, adherence, ordinal models, effects with a comparison group, suppression.
//! Nothing here knows where the rows came from; each formula names its paper and equation.
//! No method has been written yet; KPI definitions as records live in `strategy`.
