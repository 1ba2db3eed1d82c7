//! Names by which people call each other. One line, one group; a name can stand in several.

use std::{collections::HashMap, sync::LazyLock};

const GROUPS: &str = "\
abigail abby abbie gail
abraham abe bram
albert al bert albie
alejandro alex ale alexander
alexander alex alec sandy xander sasha lex
alexandra alex sandra alexa sandy sasha lexi
alfred al fred alf alfie
alice ali allie alison
alison ali allie allison alyson
amanda mandy
andrew andy drew andre andreas
angela angie angel
ann anne anna annie hannah nan nancy
anthony tony ant antonio anton
antonia toni tonia
arthur art artie
barbara barb barbie babs
benjamin ben benny benji
bernard bernie
beverly bev
bradley brad
bridget biddy bridie
caroline carrie carol carolyn carolina lina
catherine cathy kate katie kathy cat cathryn katherine kathryn kathleen katharine katrina kit kitty
charles charlie chuck chas chaz carlos karl
charlotte charlie lottie
christina chris tina christine christy kristina kristin kirsten chrissie
christopher chris kit topher kris christoph
clifford cliff
constance connie
cynthia cindy
daniel dan danny
danielle dani
david dave davey davy
deborah deb debbie debra
dennis denny
dolores lola dolly
dominic dom
donald don donny
dorothy dot dottie dolly
douglas doug
edward ed eddie ted ned teddy eduardo
edwin ed eddie
eleanor ellie nell nora elena ella ellen helen
elizabeth liz beth betty eliza lizzie lisa bess elisabeth betsy libby elsie isabel lilibeth
emily em emmy millie
emma em emmie
ernest ernie
eugene gene
evelyn eve evie
florence flo flossie
frances fran frannie francesca
francis frank fran francisco
franklin frank
frederick fred freddy freddie fritz rick friedrich
gabriel gabe
gabriella gabby ella gabrielle
gerald gerry jerry
geoffrey geoff jeff jeffrey jeffery
george georgie jorge
gertrude gertie trudy
gregory greg
guillermo will bill william
gwendolyn gwen wendy
harold harry hal
harriet hattie harry
henry harry hank hal heinrich enrique
herbert herb bert
howard howie
isaac ike zac
isabella bella izzy isabel isabelle
jacob jake jack
jacqueline jackie
james jim jimmy jamie jaime
jane janie jenny janet
janet jan
jason jay jase
jean jeanne jeannie
jennifer jen jenny jenn
jeremiah jerry jeremy
jerome jerry
jessica jess jessie
jesus chuy
joan joanie joanna
johann hans john
johannes hans jan john
john jack johnny jon ian sean juan jean ivan
jonathan jon john jonny nathan
jose pepe joe joseph
joseph joe joey jo jose
josephine jo josie
joshua josh
judith judy
julia julie jules
karen kaz
kenneth ken kenny
kimberly kim
laura laurie lori
lawrence larry laurie lars laurence lorenz
leonard len leo lenny
leslie les
lillian lily lil lilian
louis lou louie luis lewis ludwig
louise lou
lucille lucy
madeline maddie maddy madeleine
manuel manny
margaret maggie meg peggy marge margie greta rita maggy margarita daisy
maria mary marie mia
martha marty
martin marty
mary molly polly marie maria mamie
matthew matt matty matthias
maximilian max
megan meg
melissa missy mel lissa
melanie mel
michael mike mick mickey micky mikey mitch michel miguel
michelle shelly micki
mildred millie
mitchell mitch
mohammed mohammad muhammad mohamed mo
nancy nan
natalie nat
natasha tasha nat
nathaniel nathan nate nat
nicholas nick nicky nico nicolas klaus
nicole nicky nikki
norman norm
oliver ollie
olivia liv livvy
pamela pam
patricia pat patty tricia trish patsy
patrick pat paddy rick
paul pablo paulo
peter pete pedro
philip phil pip phillip
phyllis phyl
priscilla cilla
rachel rae
raymond ray
rebecca becky becca
reginald reg reggie
richard dick rick ricky rich richie ricardo
robert bob rob bobby robbie bert roberto
roberta bobbie
roderick rod
rodney rod
roger rodge
roland rollie
ronald ron ronnie
rosemary rose rosie
russell russ
ruth ruthie
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sally sadie sara
sebastian seb bastian
sharon shari
sheila sheela
shirley shirl
sidney sid
sophia sophie
stephanie steph stevie
stephen steve steven stevie stephan stefan esteban
stuart stu stewart
susan sue susie suzanne susanne suzy
sylvia syl
teresa terry theresa tess tessa
terence terry terrence
theodore ted teddy theo
thomas tom tommy
timothy tim timmy
tobias toby
valerie val
veronica ronnie
vernon vern
victor vic
victoria vicky vicki tori
vincent vince vinny
virginia ginny ginger
vivian viv
walter walt wally
wesley wes
wilhelm will william
william bill billy will willie liam wm
winifred winnie
zachary zach zack";

/// The groups of every name that has any: at most three count.
static OF_NAME: LazyLock<HashMap<&'static str, [u16; 3]>> = LazyLock::new(|| {
    let mut of_name: HashMap<&str, [u16; 3]> = HashMap::new();
    for (group, line) in (1..).zip(GROUPS.lines()) {
        for name in line.split(' ') {
            let groups = of_name.entry(name).or_default();
            if let Some(free) = groups.iter_mut().find(|place| **place == 0) {
                *free = group;
            }
        }
    }
    of_name
});

/// The groups of a folded name; zeros where it has none.
pub(super) fn groups(name: &str) -> [u16; 3] {
    OF_NAME.get(name).copied().unwrap_or_default()
}

/// Whether two names share a group.
pub(super) fn is_shared(one: [u16; 3], other: [u16; 3]) -> bool {
    one.iter().any(|group| *group != 0 && other.contains(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nicknames_share_a_group_and_strangers_do_not() {
        for (one, other) in [("william", "bill"), ("liz", "elizabeth"), ("chris", "christina"), ("chris", "christopher"), ("ted", "edward")]
        {
            assert!(is_shared(groups(one), groups(other)), "{one} {other}");
        }
        assert!(!is_shared(groups("ada"), groups("ada")) && !is_shared(groups("john"), groups("mary")));
    }

    #[test]
    fn no_line_repeats_a_name() {
        for line in GROUPS.lines() {
            let names: Vec<&str> = line.split(' ').collect();
            assert!(names.iter().enumerate().all(|(at, name)| !names[..at].contains(name)), "{line}");
        }
    }
}
