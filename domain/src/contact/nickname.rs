//! Short and familiar forms of first names.
//!
//! No kept crate has them for more than one language. Each line is a group of names that stand for each other, in the
//! letters that [`words`](super::words) makes; a name may stand in several groups.

/// Names that stand for each other.
const GROUPS: &[&[&str]] = &[
    // English, Irish, Welsh
    &["alexander", "alex", "alec", "sandy", "xander", "sasha", "lex"],
    &["alexandra", "alex", "sandra", "sasha", "sandy", "lexi"],
    &["andrew", "andy", "drew"],
    &["anthony", "antony", "tony"],
    &["benjamin", "ben", "benny", "benji"],
    &["bronwen", "bron"],
    &["catherine", "katherine", "kathryn", "kate", "katie", "kathy", "cathy", "kitty", "kat"],
    &["charles", "charlie", "chuck", "chas"],
    &["charlotte", "charlie", "lottie"],
    &["christina", "christine", "tina", "chris", "chrissy", "kirsten"],
    &["christopher", "chris", "kit", "topher"],
    &["daniel", "dan", "danny"],
    &["david", "dave", "davey", "davie", "dai"],
    &["dafydd", "dai", "taff", "david"],
    &["deborah", "debbie", "deb", "debra"],
    &["dorothy", "dot", "dottie", "dolly"],
    &["edward", "ed", "eddie", "ted", "ned", "teddy"],
    &["elizabeth", "elisabeth", "liz", "lizzie", "beth", "betty", "eliza", "elsie", "lisa", "bess", "libby"],
    &["emma", "em", "emmy"],
    &["emily", "em", "millie", "emmy"],
    &["frances", "fran", "frannie"],
    &["francis", "frank", "frankie"],
    &["frederick", "fred", "freddie"],
    &["gabriel", "gabe"],
    &["george", "georgie", "geordie"],
    &["gerald", "gerry", "jerry"],
    &["graham", "gray"],
    &["gregory", "greg"],
    &["harold", "harry", "hal"],
    &["harriet", "hattie", "harry"],
    &["henry", "harry", "hank", "hal"],
    &["isabella", "isabel", "isabelle", "bella", "izzy"],
    &["jacob", "jake"],
    &["james", "jim", "jimmy", "jamie", "jem"],
    &["jennifer", "jen", "jenny"],
    &["jessica", "jess", "jessie"],
    &["john", "johnny", "jack", "jock", "sean"],
    &["jonathan", "jon", "jonny"],
    &["joseph", "jo", "joy"],
    &["josephine", "jo", "josie"],
    &["judith", "judy", "jude"],
    &["kenneth", "ken", "kenny"],
    &["lawrence", "laurence", "larry", "laurie"],
    &["leonard", "leo", "len", "lenny"],
    &["madeleine", "maddie", "madeline"],
    &["margaret", "maggie", "meg", "peggy", "marge", "margie", "greta", "daisy"],
    &["martin", "marty"],
    &["matthew", "matt", "matty"],
    &["megan", "meg"],
    &["michal", "mike", "mick", "mickey", "micky"],
    &["nathaniel", "nathan", "nate"],
    &["nicholas", "nick", "nicky", "nic"],
    &["nicola", "nicole", "nicky", "nic"],
    &["oliver", "ollie", "olly"],
    &["pamela", "pam"],
    &["patricia", "pat", "patty", "trish", "tricia"],
    &["patrick", "pat", "paddy"],
    &["penelope", "penny"],
    &["peter", "pete"],
    &["philip", "phillip", "phil", "pip"],
    &["rebecca", "becky", "becca"],
    &["richard", "rich", "dick", "rick", "ricky"],
    &["robert", "rob", "bob", "bobby", "robbie", "bert"],
    &["roger", "rog"],
    &["ronald", "ron", "ronnie"],
    &["rosalind", "ros", "roz", "rosie"],
    &["samul", "sam", "sammy"],
    &["samantha", "sam", "sammy"],
    &["sarah", "sally", "sadie"],
    &["simon", "si"],
    &["stephen", "steven", "steve"],
    &["susan", "su", "susie", "suzanne"],
    &["terence", "terry"],
    &["theodore", "theo", "ted", "teddy"],
    &["theresa", "teresa", "tess", "terry", "tessa"],
    &["thomas", "tom", "tommy"],
    &["timothy", "tim"],
    &["valerie", "val"],
    &["victoria", "vicky", "tori"],
    &["vincent", "vince", "vinnie"],
    &["walter", "walt", "wally"],
    &["william", "will", "bill", "billy", "willy", "liam"],
    &["zachary", "zach", "zack"],
    // French
    &["benoit", "ben"],
    &["dominiqu", "dom", "domi"],
    &["emmanul", "manu"],
    &["frederic", "fred"],
    &["nomie", "mimi"],
    &["philippe", "phil"],
    &["therese", "teresa"],
    &["veroniqu", "vero"],
    // German, Dutch, Scandinavian
    &["annemarie", "anne", "anna"],
    &["elisabeth", "elli", "lisa", "sissi", "liesel", "bettina", "betti"],
    &["femke", "fem"],
    &["friedrich", "fritz"],
    &["gunther", "gunter"],
    &["heinrich", "heinz", "heini"],
    &["hans", "johannes", "johann", "hansi"],
    &["johannes", "jan", "hannes", "joost", "jo"],
    &["jorg", "jurgen", "georg"],
    &["josef", "sepp", "beppo", "jupp"],
    &["joseph", "josef"],
    &["karl", "kalle", "carl"],
    &["katharina", "kathe", "kati", "kathi", "katja", "katrin"],
    &["kristina", "kristin", "kirsten", "stine"],
    &["ludwig", "lutz"],
    &["magdalena", "lena", "leni", "magda"],
    &["margarete", "grete", "gretchen", "gretel", "marga"],
    &["maximilian", "max", "maxi"],
    &["rosemarie", "rosi", "romy"],
    &["stefan", "stephan", "steffen"],
    &["stephanie", "stefanie", "steffi"],
    &["susanne", "susi", "sanne"],
    &["ulrich", "uli", "ulli"],
    &["ulrike", "uli", "rike"],
    &["wilhelm", "willi", "wim"],
    &["wolfgang", "wolf", "wolfi"],
    // Italian, Spanish, Portuguese, Catalan
    &["antonio", "toni", "tonino", "tonio"],
    &["chiara", "chiaretta"],
    &["concepcion", "concha", "conchita"],
    &["dolores", "lola"],
    &["enriqu", "quiqu", "kike"],
    &["francesco", "franco", "cesco", "checco"],
    &["francisca", "paca", "paqui"],
    &["francisco", "paco", "pancho", "curro", "fran"],
    &["giovanni", "gianni", "vanni"],
    &["giuseppe", "beppe", "peppe", "pino"],
    &["guadalupe", "lupe"],
    &["ignacio", "nacho"],
    &["jesus", "chus"],
    &["joao", "joca"],
    &["jose", "pepe", "chepe"],
    &["lorenzo", "renzo"],
    &["luis", "lucho"],
    &["manul", "manolo", "manu"],
    &["maria", "mari", "mia", "marie"],
    &["niccolo", "nico", "nicco"],
    &["nuria", "nuri"],
    &["rafal", "rafa"],
    &["roberto", "beto"],
    &["rosario", "charo"],
    &["salvatore", "salvo", "toto", "turi"],
    &["samule", "sam", "lele"],
    &["vincenzo", "enzo"],
    // Polish, Czech
    &["aleksandra", "ola"],
    &["agnieszka", "aga"],
    &["barbara", "basia"],
    &["elzbieta", "ela"],
    &["ewa", "ewka"],
    &["jakub", "kuba"],
    &["jan", "janek", "jas"],
    &["joanna", "asia"],
    &["katarzyna", "kasia"],
    &["krzysztof", "krzysiek"],
    &["malgorzata", "gosia", "malgosia"],
    &["stanislaw", "staszek"],
    &["tomasz", "tomek"],
    &["zofia", "zosia"],
    // Ukrainian, Russian, Serbian, Bulgarian, in the spellings that are usual
    &["aleksandr", "oleksandr", "alexander", "sasha", "sashko", "alex", "olek"],
    &["aleksandra", "oleksandra", "sasha"],
    &["aleksej", "oleksii", "alexey", "aleksey", "lyosha", "alyosha"],
    &["anastasia", "anastasiia", "nastia", "nastya"],
    &["anna", "hanna", "ania", "anya"],
    &["andrii", "andrey", "andrei", "andriiko", "andriusha"],
    &["dmitry", "dmytro", "dmitri", "dima", "mitya"],
    &["ekaterina", "kateryna", "katya", "katia"],
    &["elena", "olena", "lena"],
    &["evgeny", "yevhen", "zhenia", "zhenya", "eugene"],
    &["ivan", "vania", "vanya"],
    &["yuliia", "yuliya", "julia", "yulia", "yulka"],
    &["konstantin", "kostia", "kostya"],
    &["mariia", "mariya", "maria", "masha", "marusia"],
    &["mikhail", "mykhailo", "misha", "michal"],
    &["milan", "mile", "mico"],
    &["natalia", "nataliia", "natasha", "nata"],
    &["nikolai", "mykola", "nikolay", "kolya", "kolia", "nick"],
    &["oleg", "oleh", "olezhko"],
    &["olga", "olha", "olya", "olia"],
    &["pavlo", "pavel", "pasha"],
    &["petro", "petr", "petya"],
    &["serhii", "sergey", "sergei", "serhiy", "seryozha"],
    &["svetlana", "svitlana", "sveta"],
    &["taras", "tarasyk"],
    &["tetiana", "tatiana", "tatyana", "tanya", "tania"],
    &["vladimir", "volodymyr", "vova", "volodya"],
    &["vasyl", "vasily", "vasya"],
    &["yurii", "yuri", "yura", "george"],
    // Greek
    &["despina", "debbie", "dena"],
    &["dimitrios", "dimitris", "mitsos", "jimmy"],
    &["eleni", "lena", "lenio", "helen"],
    &["georgia", "georgina", "gogo"],
    &["georgios", "giorgos", "george"],
    &["ioannis", "yannis", "giannis", "john"],
    &["konstantinos", "kostas", "dinos", "costas", "gus"],
    &["nikolaos", "nikos"],
    &["panagiotis", "panos", "takis"],
    &["spyridon", "spyros"],
    &["vasileios", "vasilis", "bill"],
    // Turkish, Arabic, Persian, Hebrew, Armenian, Georgian
    &["mehmet", "memo"],
    &["ibrahim", "ibo"],
    &["mohammed", "muhammad", "mohamed", "mohammad", "mehmet", "mo", "hamada"],
    &["mohammadreza", "mohammad", "reza", "mamad"],
    &["yusuf", "youssef", "joseph"],
    &["avraham", "avi"],
    &["yitzhak", "itzik", "isaac"],
    &["yosef", "yossi"],
    &["hovhannes", "hovo"],
    &["rusudan", "ruso"],
    &["gayane", "gaya"],
    // South Asian
    &["priya", "priyanka"],
    &["rajesh", "raj", "raju"],
    &["vikram", "vik"],
];

/// Names that may stand for this one; all in the form of [`words`](super::words).
pub fn others(word: &str) -> Vec<&'static str> {
    let mut out = Vec::new();
    for group in GROUPS {
        if group.contains(&word) {
            out.extend(group.iter().filter(|name| **name != word));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::words::words;

    #[test]
    fn names_stand_for_each_other_both_ways() {
        for (one, other) in [("bob", "robert"), ("robert", "bob"), ("sasha", "oleksandr"), ("gosia", "malgorzata")] {
            assert!(others(one).contains(&other), "{one} for {other}");
        }
        assert!(others("nobody").is_empty());
    }

    #[test]
    fn groups_are_in_the_form_of_words() {
        let wrong: Vec<&str> = GROUPS
            .iter()
            .flat_map(|group| group.iter().copied())
            .filter(|name| words(name).first().is_none_or(|word| word.text != *name))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
