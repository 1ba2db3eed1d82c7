//! United States.

pub(crate) const PAIRS: &str = "
US-01 | sales phase3 US say product-claim hcp = forbid | sales launched US say product-claim hcp = permit-with-obligations
US-02 | medical phase3 US say trial-science hcp = permit-with-obligations | sales phase3 US say trial-science hcp = forbid
US-03 | marketing filed US initiate sales-order hcp = forbid | marketing launched US initiate sales-order hcp = forbid
US-04 | sales phase3 US say disease-education hcp = permit-with-obligations | market-access phase3 US say disease-education hcp = forbid
US-05 | marketing launched US share disease-education public beside-promotion = forbid | marketing launched US share disease-education public = permit-with-obligations
US-06 | marketing filed US say coming-soon public = permit-with-obligations | marketing phase3 US say coming-soon public = forbid
US-07 | market-access filed US share preapproval-payer-information payer = permit-with-obligations | sales filed US share preapproval-payer-information payer = forbid
US-08 | market-access filed US share preapproval-payer-information hcp = forbid | market-access filed US share preapproval-payer-information payer = permit-with-obligations
US-09 | heor filed US say product-claim payer = forbid | sales filed US say product-claim payer = forbid
US-10 | heor launched US share health-economic payer = permit-with-obligations | heor filed US share health-economic payer = forbid
US-11 | sales launched US say health-economic hcp = forbid | market-access launched US say health-economic payer = permit-with-obligations
US-12 | sales approved US say product-claim hcp = permit-with-obligations | sales filed US say product-claim hcp = forbid
US-13 | market-access launched US say consistent-claim payer = permit-with-obligations | medical launched US say consistent-claim payer = forbid
US-14 | marketing launched US say off-label-promotion hcp = forbid | marketing launched US say product-claim hcp = permit-with-obligations
US-15 | medical launched US initiate off-label-science hcp = permit-with-obligations | medical launched US initiate off-label-science hcp day=2025-01-06 = forbid
US-16 | medical filed US say off-label-science hcp = forbid | medical approved US say off-label-science hcp = permit-with-obligations
US-17 | medical launched US say off-label-science patient = forbid | medical launched US say off-label-science hcp = permit-with-obligations
US-18 | medical launched US share off-label-science hcp beside-promotion = forbid | medical launched US share off-label-science hcp = permit-with-obligations
US-19 | sales launched US say off-label-science hcp = forbid | medical launched US say off-label-science hcp = permit-with-obligations
US-20 | medical-information launched US say medical-response hcp = permit-with-obligations | medical-information launched US say medical-response hcp solicited = forbid
US-21 | marketing launched US share medical-response hcp = forbid | medical launched US share medical-response hcp = permit-with-obligations
US-22 | medical launched US say medical-response hcp solicited = forbid | medical launched US say medical-response hcp = permit-with-obligations
US-23 | medical-information launched US say public-reply public = permit-with-obligations | sales launched US say public-reply public = forbid
US-24 | marketing launched US share new-branded-material hcp = permit-with-obligations | marketing approved US share new-branded-material hcp = forbid
US-25 | marketing launched US say product-claim public = permit-with-obligations | sales launched US say product-claim public = forbid
US-26 | medical launched US incentivise hcp-payment hcp = forbid | medical launched US incentivise transfer-of-value hcp = permit-with-obligations
US-27 | sales launched US target speaker-nomination hcp = forbid | compliance launched US target speaker-nomination hcp = forbid
US-28 | marketing launched US initiate speaker-programme hcp = permit-with-obligations | marketing filed US initiate speaker-programme hcp = forbid
US-29 | medical phase3 US initiate consulting hcp = permit-with-obligations | sales phase3 US initiate consulting hcp = forbid
US-30 | medical launched US initiate consulting hcp committee-member = permit-with-obligations | medical launched US initiate consulting hcp = permit-with-obligations
US-31 | sales launched US initiate cme-grant hcp = forbid | medical launched US initiate cme-grant hcp = forbid
US-32 | sales launched US incentivise meal hcp safe-harbour = permit-with-obligations | sales approved US incentivise meal hcp safe-harbour = permit-with-obligations
US-33 | leadership launched US incentivise medical-bonus = forbid | leadership launched US incentivise medical-objective = forbid
US-34 | sales launched US target off-label-target hcp = forbid | sales launched US target prescribing-data hcp = permit-with-obligations
US-35 | medical launched US target expert-by-prescribing hcp = forbid | sales launched US target expert-by-prescribing hcp = forbid
US-36 | sales launched US see prescribing-data opted-out on-label = forbid | sales filed US see prescribing-data on-label = forbid
US-37 | medical launched US see prescribing-data = forbid | medical launched US see-aggregate prescribing-data = permit-with-obligations
US-38 | sales launched US plan medical-engagement-plan = forbid | medical launched US plan medical-engagement-plan = permit
US-39 | sales launched US share sample hcp = permit-with-obligations | marketing launched US share sample hcp = forbid
US-40 | medical launched US share sample hcp = forbid | sales launched US share sample hcp = permit-with-obligations
US-41 | marketing launched US incentivise transfer-of-value hcp = permit-with-obligations | marketing launched US initiate transfer-of-value hcp = forbid
US-42 | sales launched US incentivise transfer-of-value hcp = permit-with-obligations | market-access launched US incentivise transfer-of-value hcp = permit-with-obligations
US-43 | sales phase3 US initiate iit-support hcp = forbid | medical phase3 US initiate iit-support hcp = forbid
US-44 | compliance launched US plan rule-pack = permit-with-obligations | marketing launched US plan rule-pack = permit
";
